package io.euge.spark.source;

import io.euge.spark.errors.ScanErrors;
import io.euge.spark.filter.Pushdown;
import io.euge.spark.source.planning.ScanPlan;
import io.euge.spark.source.planning.ScanPlanner;
import io.euge.spark.source.planning.TaskPacker;
import io.euge.spark.source.planning.TaskSlots;
import io.euge.spark.source.reading.SegmentReaderFactory;
import io.euge.spark.storage.HadoopStorage;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;

/**
 * The tasks of a scan and the factory of their readers. Spark asks for either first, and more than
 * once: the scan is planned once.
 */
final class VideoBatch implements Batch {
  private final FrameFormat format;
  private final StructType columns;
  private final Pushdown pushdown;
  private final HadoopStorage storage = HadoopStorage.of(SparkSession.active());
  private ScanPlan plan;
  private InputPartition[] tasks;
  private ScanErrors errors;

  VideoBatch(FrameFormat format, StructType columns, Pushdown pushdown) {
    this.format = format;
    this.columns = columns;
    this.pushdown = pushdown;
  }

  @Override
  public synchronized InputPartition[] planInputPartitions() {
    if (tasks == null) {
      SparkContext context = SparkSession.active().sparkContext();
      TaskPacker packer =
          new TaskPacker(format.reading().segments().seconds(), TaskSlots.of(context));
      tasks =
          pushdown.selection().isLimited() ? plan().inOrder(packer) : plan().longestFirst(packer);
    }
    return tasks.clone();
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    SparkContext context = SparkSession.active().sparkContext();
    return new SegmentReaderFactory(
        storage,
        format.reading().recordings().zone(),
        format.reading().decode().withThreads(context.conf().getInt("spark.task.cpus", 1)),
        pushdown.selection(),
        format.rows(columns, context),
        errors().sink(),
        null);
  }

  /** Plans the scan the first time, and returns the same plan from then on. */
  synchronized ScanPlan plan() {
    if (plan == null) {
      plan =
          new ScanPlanner(SparkSession.active(), storage, format.reading(), pushdown.selection())
              .plan(errors());
    }
    return plan;
  }

  /** Returns the description of the plan; empty while there is none. */
  synchronized String description() {
    String groups = tasks == null ? "" : ", tasks " + tasks.length;
    return plan == null ? "" : "; " + plan.description() + groups;
  }

  synchronized ScanErrors errors() {
    if (errors == null) {
      errors = ScanErrors.of(format.reading().errors(), SparkSession.active());
    }
    return errors;
  }
}
