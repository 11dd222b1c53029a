package io.euge.spark.source;

import io.euge.spark.conf.ErrorPolicy;
import io.euge.spark.errors.ErrorSink;
import io.euge.spark.errors.VideoErrors;
import io.euge.spark.filter.FrameSpan;
import io.euge.spark.filter.Pushdown;
import io.euge.spark.metrics.ScanMetrics;
import io.euge.spark.source.planning.ScanPlan;
import io.euge.spark.source.planning.SplitPlanner;
import io.euge.spark.source.reading.FrameReader;
import io.euge.spark.storage.HadoopVideos;
import io.euge.spark.storage.VideoFiles;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;

/** Reads videos: which there are, which parts of them are wanted, and how they become tasks. */
final class VideoScan implements Scan, Batch {
  private final FrameFormat format;
  private final StructType columns;
  private final Pushdown pushdown;
  private final HadoopVideos videos = HadoopVideos.of(SparkSession.active());
  private ScanPlan plan;
  private VideoErrors errors;
  private ErrorSink sink;

  VideoScan(FrameFormat format, StructType columns, Pushdown pushdown) {
    this.format = format;
    this.columns = columns;
    this.pushdown = pushdown;
  }

  @Override
  public StructType readSchema() {
    return columns;
  }

  /** Does not plan: a query that is only explained opens no video. */
  @Override
  public synchronized String description() {
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
        + (plan == null ? "" : "; " + plan.description());
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  /** Told here, Spark need not plan the tasks to find it out. */
  @Override
  public ColumnarSupportMode columnarSupportMode() {
    return ColumnarSupportMode.UNSUPPORTED;
  }

  @Override
  public InputPartition[] planInputPartitions() {
    return pushdown.isLimited()
        ? plan().inOrder()
        : plan().longestFirst(format.reading().segmentSeconds());
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    SparkContext context = SparkSession.active().sparkContext();
    return new FrameReader.Factory(
        videos,
        format.reading(),
        sink(),
        pushdown.filter(),
        pushdown.limit(),
        context.conf().getInt("spark.task.cpus", 1),
        format.rows(columns, context));
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return ScanMetrics.all();
  }

  @Override
  public CustomTaskMetric[] reportDriverMetrics() {
    return new CustomTaskMetric[] {
      ScanMetrics.value(ScanMetrics.VIDEOS, plan().read()),
      ScanMetrics.value(ScanMetrics.VIDEOS_UNSPLIT, plan().unsplit()),
      ScanMetrics.value(ScanMetrics.FRAMES_EXPECTED, Math.min(plan().frames(), pushdown.limit()))
    };
  }

  private synchronized ErrorSink sink() {
    if (sink == null) {
      ErrorPolicy policy = format.reading().errors();
      errors = VideoErrors.of(policy, SparkSession.active());
      sink = new ErrorSink(policy.tolerant(), errors.met(), System.currentTimeMillis());
    }
    return sink;
  }

  private synchronized ScanPlan plan() {
    if (plan == null) {
      SparkSession spark = SparkSession.active();
      List<String> paths =
          new VideoFiles(spark.sessionState().newHadoopConf()).list(format.reading().paths());
      List<String> wanted =
          paths.stream().filter(path -> pushdown.filter().mayTake(FrameSpan.of(path))).toList();
      ErrorSink planning = sink();
      errors.planned(wanted);
      plan =
          new ScanPlan(
              paths.size(),
              new SplitPlanner(spark.sparkContext(), videos, format.reading(), pushdown, planning)
                  .plan(wanted));
      errors.checkFraction();
      plan.logUnsplit();
    }
    return plan;
  }
}
