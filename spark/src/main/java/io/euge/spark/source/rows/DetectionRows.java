package io.euge.spark.source.rows;

import io.euge.detection.FrameDetections;
import io.euge.detection.pipeline.Detections;
import io.euge.detection.pipeline.Detector;
import io.euge.inference.EngineOptions;
import io.euge.inference.sharing.ModelLease;
import io.euge.spark.conf.DetectionSettings;
import io.euge.spark.executor.ExecutorModels;
import io.euge.spark.executor.ModelReference;
import io.euge.spark.filter.WantedFrames;
import io.euge.spark.metrics.ScanMetrics;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Rows of {@code DetectionsSchema} with what a leased model sees in each frame. */
public final class DetectionRows implements FrameRows {
  private final Detections detections;
  private final UTF8String[] labels;
  private final FrameRow row;
  private int copies;

  /**
   * Makes the rows of one task.
   *
   * @param threads the processors of one task
   */
  public record Maker(
      DetectionSettings settings, StructType columns, ModelReference model, int threads)
      implements FrameRows.Maker {
    @Override
    public FrameRows of(WantedFrames frames, Resources opened) {
      return new DetectionRows(this, frames, opened);
    }

    private ModelLease lease() {
      EngineOptions options =
          EngineOptions.DEFAULT
              .withIntraOpThreads(threads)
              .withCompiled(settings.compiled())
              .withBatching(settings.batching());
      return ExecutorModels.ofThisProcess()
          .lease(model, settings.wish(), options, settings.sharing());
    }
  }

  private DetectionRows(Maker task, WantedFrames frames, Resources opened) {
    DetectionSettings settings = task.settings;
    ModelLease lease = opened.add(task.lease());
    Detector detector =
        opened.add(
            new Detector(
                lease, settings.detection(), settings.batch(), settings.prefetch(lease.device())));
    detections = opened.add(detector.detect(frames));
    labels = lease.model().labels().stream().map(UTF8String::fromString).toArray(UTF8String[]::new);
    row = new FrameRow(task.columns, frames.name());
    countCopies();
  }

  @Override
  public boolean next() {
    if (!detections.hasNext()) {
      return false;
    }
    FrameDetections found = detections.next();
    row.set(found.frame(), found.seconds(), false, found.width(), found.height(), array(found));
    return true;
  }

  private GenericArrayData array(FrameDetections found) {
    Object[] rows = new Object[found.count()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          new GenericInternalRow(
              new Object[] {
                labels[found.classId(i)],
                found.classId(i),
                found.confidence(i),
                found.x(i),
                found.y(i),
                found.width(i),
                found.height(i)
              });
    }
    return new GenericArrayData(rows);
  }

  @Override
  public InternalRow row() {
    return row.row();
  }

  @Override
  public CustomTaskMetric[] metrics() {
    countCopies();
    return new CustomTaskMetric[] {ScanMetrics.value(ScanMetrics.MODEL_COPIES, copies)};
  }

  /**
   * Keeps the most copies seen while this task runs. The registry's own peak would tell of earlier
   * jobs too; and of tasks that overlap, the one that leased last sees the copies of all.
   */
  private void countCopies() {
    copies = Math.max(copies, ExecutorModels.ofThisProcess().registry().statistics().copies());
  }
}
