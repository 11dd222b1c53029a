/** Tracks of tables of detections, as a stage of a Spark job. */
package io.euge.spark.tracking;
