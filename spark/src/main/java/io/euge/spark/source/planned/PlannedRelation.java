package io.euge.spark.source.planned;

import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.TableScan;
import org.apache.spark.sql.types.StructType;

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
    SparkSession planned =
        ((org.apache.spark.sql.classic.SparkSession) context.sparkSession()).cloneSession();
    planned.conf().set("spark.sql.adaptive.enabled", false);
    return plan.rows(planned).rdd();
  }
}
