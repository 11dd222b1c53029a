package io.euge.spark.source;

import io.euge.spark.filter.Pushdown;
import io.euge.spark.metrics.ScanMetrics;
import io.euge.spark.source.planning.ScanPlan;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.types.StructType;

/** Describes a scan of videos: its columns, its metrics and its text in the query plan. */
final class VideoScan implements Scan {
  private final FrameFormat format;
  private final StructType columns;
  private final Pushdown pushdown;

  /** One for each scan: Spark compares batches to find equal scans. */
  private final VideoBatch batch;

  /** Null unless this scan is one of a stream. */
  private VideoStream stream;

  VideoScan(FrameFormat format, StructType columns, Pushdown pushdown) {
    this.format = format;
    this.columns = columns;
    this.pushdown = pushdown;
    this.batch = new VideoBatch(format, columns, pushdown);
  }

  @Override
  public StructType readSchema() {
    return columns;
  }

  /** Does not plan: a query that is only explained opens no video. */
  @Override
  public String description() {
    return format.name()
        + " in "
        + String.join(", ", format.reading().paths())
        + format.description(columns)
        + "; columns "
        + List.of(columns.fieldNames())
        + ", "
        + pushdown.description()
        + "; "
        + format.reading().description()
        + batch.description();
  }

  @Override
  public Batch toBatch() {
    return batch;
  }

  @Override
  public MicroBatchStream toMicroBatchStream(String checkpoint) {
    stream = new VideoStream(format, columns, checkpoint);
    return stream;
  }

  /** Returns that rows are not columnar. Without this, Spark would plan the tasks to find out. */
  @Override
  public ColumnarSupportMode columnarSupportMode() {
    return ColumnarSupportMode.UNSUPPORTED;
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return ScanMetrics.all();
  }

  @Override
  public CustomTaskMetric[] reportDriverMetrics() {
    if (stream != null) {
      stream.announce();
      return stream.metrics();
    }
    ScanPlan plan = batch.plan();
    long rows = Math.min(plan.rows(), pushdown.selection().limit());
    ScanAnnouncement.post(
        SparkSession.active().sparkContext(), format, columns, plan, rows, batch.errors());
    return new CustomTaskMetric[] {
      ScanMetrics.value(ScanMetrics.VIDEOS, plan.read()),
      ScanMetrics.value(ScanMetrics.VIDEOS_UNSPLIT, plan.unsplit()),
      ScanMetrics.value(ScanMetrics.FRAMES_EXPECTED, rows)
    };
  }
}
