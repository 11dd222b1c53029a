package io.euge.spark.source.rows;

import io.euge.detection.FrameDetections;
import io.euge.detection.pipeline.Detections;
import io.euge.spark.executor.ExecutorModels;
import io.euge.spark.metrics.ScanMetrics;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads rows of {@code DetectionsSchema} with the detections of a leased model. */
final class DetectionRowReader implements RowReader {
  private final Detections detections;
  private final UTF8String[] labels;
  private final FrameRow row;
  private int copies;

  DetectionRowReader(Detections detections, List<String> labels, FrameRow row) {
    this.detections = detections;
    this.labels = labels.stream().map(UTF8String::fromString).toArray(UTF8String[]::new);
    this.row = row;
    countCopies();
  }

  @Override
  public boolean next() {
    if (!detections.hasNext()) {
      return false;
    }
    FrameDetections frame = detections.next();
    row.set(
        frame.frame(),
        frame.seconds(),
        false,
        frame.width(),
        frame.height(),
        frame.pixelAspectRatio(),
        array(frame));
    return true;
  }

  private GenericArrayData array(FrameDetections frame) {
    Object[] structs = new Object[frame.count()];
    for (int i = 0; i < structs.length; i++) {
      structs[i] =
          new GenericInternalRow(
              new Object[] {
                labels[frame.classId(i)],
                frame.classId(i),
                frame.confidence(i),
                frame.x(i),
                frame.y(i),
                frame.width(i),
                frame.height(i)
              });
    }
    return new GenericArrayData(structs);
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
   * Keeps the maximum seen while this task runs: the registry's own peak would include earlier
   * jobs. Of tasks that overlap, the one that leased last sees the copies of all.
   */
  private void countCopies() {
    copies = Math.max(copies, ExecutorModels.ofThisProcess().registry().statistics().copies());
  }
}
