package io.euge.spark.source.reading;

import io.euge.spark.conf.ReadSettings;
import io.euge.spark.errors.ErrorSink;
import io.euge.spark.executor.ExecutorModels;
import io.euge.spark.filter.FrameFilter;
import io.euge.spark.filter.WantedFrames;
import io.euge.spark.metrics.ScanMetrics;
import io.euge.spark.source.planning.VideoPartition;
import io.euge.spark.source.rows.FrameRows;
import io.euge.spark.source.rows.Resources;
import io.euge.spark.storage.HadoopVideos;
import io.euge.video.DecodeDevice;
import io.euge.video.DecodeOptions;
import io.euge.video.VideoException;
import io.euge.video.decode.VideoReader;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/** Reads one segment in one task: a row a frame. Spark closes it when the task ends, however. */
public final class FrameReader implements SegmentReader {
  private final Resources opened = new Resources();
  private final VideoReader video;
  private final FrameRows rows;

  /**
   * Carries to the executors what a task needs to know.
   *
   * @param videos where the videos are
   * @param errors where bad input goes
   * @param limit no more rows are wanted than this
   * @param threads the processors of one task, {@code spark.task.cpus}
   */
  public record Factory(
      HadoopVideos videos,
      ReadSettings settings,
      ErrorSink errors,
      FrameFilter filter,
      int limit,
      int threads,
      FrameRows.Maker rows)
      implements PartitionReaderFactory {
    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
      VideoPartition part = (VideoPartition) partition;
      return new TolerantReader(
          errors,
          part,
          // A process of its own, which was given no GPU.
          new SegmentProbe(
              videos.configuration().value(), part, decode().withDevice(DecodeDevice.CPU)),
          () -> new FrameReader(this, part));
    }

    private DecodeOptions decode() {
      return settings.decode().withThreads(threads);
    }
  }

  private FrameReader(Factory task, VideoPartition part) {
    try {
      if (task.decode().device() == DecodeDevice.CUDA) {
        // Which GPUs this process sees, and by which MPS, must be settled before FFmpeg starts
        // CUDA.
        ExecutorModels models = ExecutorModels.ofThisProcess();
        models.mps().begin();
        models.devices().visible();
      }
      video =
          opened.add(VideoReader.open(task.videos.at(part.video()), part.segment(), task.decode()));
      rows = task.rows.of(new WantedFrames(part.video(), video, task.filter, task.limit), opened);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  @Override
  public boolean next() {
    return rows.next();
  }

  @Override
  public InternalRow get() {
    return rows.row();
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    CustomTaskMetric[] metrics = rows.metrics();
    CustomTaskMetric[] all = Arrays.copyOf(metrics, metrics.length + 1);
    all[metrics.length] = ScanMetrics.value(ScanMetrics.BYTES_READ, video.bytesRead());
    return all;
  }

  @Override
  public List<VideoException> damage() {
    return video.damage();
  }

  @Override
  public void close() {
    opened.close();
  }
}
