package io.euge.spark;

import io.euge.detection.Detections;
import io.euge.detection.Detector;
import io.euge.inference.EngineOptions;
import io.euge.inference.ModelLease;
import io.euge.video.VideoException;
import io.euge.video.VideoReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** Reads one segment in one task: a row a frame. Spark closes it when the task ends, however. */
final class DetectionsReader implements SegmentReader {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final VideoReader video;
  private final Detections detections;
  private final FrameRow row;
  private int copies;

  DetectionsReader(DetectionsReaderFactory task, VideoPartition partition) {
    try {
      video = opened(VideoReader.open(LocalVideo.of(partition.video()), task.decode()));
      ModelLease lease = task.model() == null ? null : lease(task);
      detections = lease == null ? null : detect(lease, task.settings());
      row =
          new FrameRow(
              task.columns(),
              partition.video(),
              lease == null ? List.of() : lease.model().labels());
      countCopies();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private ModelLease lease(DetectionsReaderFactory task) {
    Settings settings = task.settings();
    EngineOptions options =
        EngineOptions.DEFAULT
            .withIntraOpThreads(task.threads())
            .withCompiled(settings.compiled())
            .withBatching(settings.batching());
    return opened(
        ExecutorModels.ofThisProcess()
            .lease(task.model(), settings.device(), options, settings.sharing()));
  }

  private Detections detect(ModelLease lease, Settings settings) {
    Detector detector =
        opened(new Detector(lease, settings.detection(), settings.batch(), settings.prefetch()));
    return opened(detector.detect(video));
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }

  @Override
  public boolean next() {
    if (detections == null) {
      if (!video.next()) {
        return false;
      }
      row.set(video.frame(), video.seconds(), video.width(), video.height());
    } else {
      if (!detections.hasNext()) {
        return false;
      }
      row.set(detections.next());
    }
    return true;
  }

  @Override
  public InternalRow get() {
    return row.row();
  }

  @Override
  public List<VideoException> damage() {
    return video.damage();
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    countCopies();
    return new CustomTaskMetric[] {Metrics.value(Metrics.MODEL_COPIES, copies)};
  }

  /**
   * Keeps the most copies seen while this task runs. The registry's own peak would tell of earlier
   * jobs too; and of tasks that overlap, the one that leased last sees the copies of all.
   */
  private void countCopies() {
    if (detections != null) {
      copies = Math.max(copies, ExecutorModels.ofThisProcess().registry().statistics().copies());
    }
  }

  /** Frees everything in the reverse order of its opening, and keeps every failure. */
  @Override
  public void close() {
    RuntimeException failure = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        if (failure == null) {
          failure = new IllegalStateException("Closing a task's resources failed", e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
