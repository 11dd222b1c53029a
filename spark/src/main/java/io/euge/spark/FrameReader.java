package io.euge.spark;

import io.euge.video.VideoReader;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/** Reads one segment in one task: a row a frame. Spark closes it when the task ends, however. */
final class FrameReader implements PartitionReader<InternalRow> {
  private final Resources opened = new Resources();
  private final FrameRows rows;

  /**
   * Carries to the executors what a task needs to know.
   *
   * @param videos where the videos are
   * @param limit no more rows are wanted than this
   * @param threads the processors of one task, {@code spark.task.cpus}
   */
  record Factory(
      HadoopVideos videos,
      ReadSettings settings,
      FrameFilter filter,
      int limit,
      int threads,
      FrameRows.Maker rows)
      implements PartitionReaderFactory {
    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
      return new FrameReader(this, (VideoPartition) partition);
    }
  }

  private FrameReader(Factory task, VideoPartition part) {
    try {
      VideoReader video =
          opened.add(
              VideoReader.open(
                  task.videos.at(part.video()),
                  part.segment(),
                  task.settings.decode().withThreads(task.threads)));
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
    return rows.metrics();
  }

  @Override
  public void close() {
    opened.close();
  }
}
