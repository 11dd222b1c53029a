package io.euge.spark.source;

import io.euge.spark.conf.StreamSettings;
import io.euge.spark.errors.ErrorSink;
import io.euge.spark.errors.ScanErrors;
import io.euge.spark.filter.RowSelection;
import io.euge.spark.recording.Recording;
import io.euge.spark.source.planning.ScanPlan;
import io.euge.spark.source.planning.TaskPacker;
import io.euge.spark.source.planning.TaskSlots;
import io.euge.spark.source.reading.SegmentOutcomes;
import io.euge.spark.source.reading.SegmentReaderFactory;
import io.euge.spark.source.stream.BatchNumber;
import io.euge.spark.source.stream.SourceCleaner;
import io.euge.spark.source.stream.StreamPlanner;
import io.euge.spark.storage.HadoopStorage;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.connector.read.streaming.Offset;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReadMaxFiles;
import org.apache.spark.sql.connector.read.streaming.SupportsTriggerAvailableNow;
import org.apache.spark.sql.types.StructType;

/** The frames of videos that appear, in batches of whole segments. */
final class VideoStream implements MicroBatchStream, SupportsTriggerAvailableNow {
  private final FrameFormat format;
  private final StructType columns;
  private final SparkSession spark = SparkSession.active();
  private final HadoopStorage storage = HadoopStorage.of(spark);
  private final StreamPlanner planner;
  private final SourceCleaner cleaner;

  private Offset finished;
  private ScanErrors errors;
  private ErrorSink sink;
  private SegmentOutcomes outcomes;
  private ScanPlan plan;

  VideoStream(FrameFormat format, StructType columns, String checkpoint) {
    this.format = format;
    this.columns = columns;
    this.cleaner = SourceCleaner.of(format.reading(), spark.sessionState().newHadoopConf());
    this.planner = new StreamPlanner(spark, storage, format.reading(), checkpoint);
  }

  @Override
  public Offset initialOffset() {
    return BatchNumber.NONE;
  }

  @Override
  public Offset deserializeOffset(String json) {
    return BatchNumber.parse(json);
  }

  @Override
  public ReadLimit getDefaultReadLimit() {
    StreamSettings stream = format.reading().stream();
    return stream.maxFiles() == Integer.MAX_VALUE
        ? ReadLimit.allAvailable()
        : ReadLimit.maxFiles(stream.maxFiles());
  }

  @Override
  public void prepareForTriggerAvailableNow() {
    planner.listAvailable();
  }

  @Override
  public Offset latestOffset(Offset start, ReadLimit limit) {
    finish(start);
    return planner.next(
        start, limit instanceof ReadMaxFiles files ? files.maxFiles() : Integer.MAX_VALUE);
  }

  /**
   * Ends a batch that is committed: Spark looks for the next one after that only. It does not call
   * {@link #commit} for the last batch of a query.
   */
  private void finish(Offset committed) {
    if (outcomes == null || committed == null || committed.equals(finished)) {
      return;
    }
    List<Recording> complete = planner.finish(committed, outcomes);
    if (cleaner.isOn()) {
      complete.forEach(cleaner::clean);
    }
    finished = committed;
  }

  /** Is not called: Spark gives the limit. */
  @Override
  public Offset latestOffset() {
    throw new UnsupportedOperationException("latestOffset(Offset, ReadLimit) is called instead");
  }

  @Override
  public InputPartition[] planInputPartitions(Offset start, Offset end) {
    errors = ScanErrors.of(format.reading().errors(), spark);
    outcomes = SegmentOutcomes.of(spark.sparkContext());
    plan = planner.plan(end, errors);
    sink = errors.sink().withDenied(planner.denied());
    TaskPacker packer =
        new TaskPacker(format.reading().segments().seconds(), TaskSlots.of(spark.sparkContext()));
    return plan.longestFirst(packer);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    SparkContext context = spark.sparkContext();
    return new SegmentReaderFactory(
        storage,
        format.reading().recordings().zone(),
        format.reading().decode().withThreads(context.conf().getInt("spark.task.cpus", 1)),
        RowSelection.ALL,
        format.rows(columns, context),
        sink,
        outcomes);
  }

  /** Tells of the batch that was planned last. */
  void announce() {
    if (plan != null) {
      ScanAnnouncement.post(spark.sparkContext(), format, columns, plan, plan.rows(), errors);
    }
  }

  /** Returns what is known of all videos of the stream so far. */
  CustomTaskMetric[] metrics() {
    return planner.metrics();
  }

  @Override
  public void commit(Offset end) {}

  @Override
  public void stop() {}
}
