package io.euge.spark.source.planned;

import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.connector.read.V1Scan;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.TableScan;
import org.apache.spark.sql.types.StructType;

/**
 * A scan that is a plan of its own. The partitions of a scan of DataSource V2 cannot exchange rows,
 * and such a plan sorts those of each video; of the older interface a scan is an RDD, whose lineage
 * may have a shuffle.
 */
record PlannedScan(StructType columns, String description, Plan plan) implements V1Scan {
  @Override
  public StructType readSchema() {
    return columns;
  }

  @Override
  @SuppressWarnings({
    "unchecked",
    "TypeParameterUnusedInFormals"
  }) // Spark asks for some type that is both.
  public <T extends BaseRelation & TableScan> T toV1TableScan(SQLContext context) {
    return (T) new PlannedRelation(context, columns, plan);
  }
}
