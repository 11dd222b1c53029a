package io.euge.spark.source.planned;

import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.TableScan;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** The rows of a plan as an RDD. */
final class PlannedRelation extends BaseRelation implements TableScan {
  private final SQLContext context;
  private final StructType columns;
  private final Plan plan;

  PlannedRelation(SQLContext context, StructType columns, Plan plan) {
    this.context = context;
    this.columns = columns;
    this.plan = plan;
  }

  @Override
  public SQLContext sqlContext() {
    return context;
  }

  @Override
  public StructType schema() {
    return columns;
  }

  @Override
  public RDD<Row> buildScan() {
    // An adaptive plan would run its shuffle here, where Spark only plans.
    SparkSession planned = sessionLike(context.sparkSession());
    planned.conf().set("spark.sql.adaptive.enabled", false);
    return plan.rows(planned).rdd();
  }

  /** Returns a session with the same settings, also those that were made since it began. */
  private static SparkSession sessionLike(SparkSession session) {
    SparkSession other = session.newSession();
    CollectionConverters.asJava(session.conf().getAll())
        .forEach(
            (key, value) -> {
              if (!other.conf().getOption(key).contains(value)) {
                other.conf().set(key, value);
              }
            });
    return other;
  }
}
