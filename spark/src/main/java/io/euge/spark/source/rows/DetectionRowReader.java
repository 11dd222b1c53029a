package io.euge.spark.source.rows;

import io.euge.detection.FrameDetections;
import io.euge.detection.pipeline.Detections;
import io.euge.inference.sharing.SharingStatistics;
import io.euge.spark.executor.ExecutorModels;
import io.euge.spark.metrics.ScanMetrics;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** Reads rows of {@code DetectionsSchema} with the detections of a leased model. */
final class DetectionRowReader implements RowReader {
  private final Detections detections;
  private final DetectionArrays arrays;
  private final FrameRow row;

  /** Null if nobody wants pictures. */
  private final PictureFrames pictures;

  private int copies;
  private long bytes;

  /**
   * @param pictures of the frames that are detected; null if nobody wants pictures
   */
  DetectionRowReader(
      Detections detections, DetectionArrays arrays, FrameRow row, PictureFrames pictures) {
    this.detections = detections;
    this.arrays = arrays;
    this.row = row;
    this.pictures = pictures;
    countCopies();
  }

  @Override
  public boolean next() {
    if (!detections.hasNext()) {
      return false;
    }
    FrameDetections frame = detections.next();
    if (pictures != null) {
      pictures.draw(frame);
    }
    row.set(
        frame.frame(),
        frame.seconds(),
        false,
        frame.width(),
        frame.height(),
        frame.pixelAspectRatio(),
        arrays.of(frame, detections.pixels()));
    return true;
  }

  @Override
  public InternalRow row() {
    return row.row();
  }

  @Override
  public CustomTaskMetric[] metrics() {
    countCopies();
    return new CustomTaskMetric[] {
      ScanMetrics.value(ScanMetrics.MODEL_COPIES, copies),
      ScanMetrics.value(ScanMetrics.MODEL_MEMORY, bytes)
    };
  }

  /**
   * Keeps the maximum seen while this task runs: the registry's own peak would include earlier
   * jobs. Of tasks that overlap, the one that leased last sees the copies of all.
   */
  private void countCopies() {
    SharingStatistics now = ExecutorModels.ofThisProcess().registry().statistics();
    copies = Math.max(copies, now.copies());
    bytes = Math.max(bytes, now.bytes());
  }
}
