package io.euge.spark.source.reading;

import io.euge.TaskPart;
import io.euge.TimeAccount;
import io.euge.spark.executor.ExecutorModels;
import io.euge.spark.filter.FilteredFrames;
import io.euge.spark.metrics.ScanMetrics;
import io.euge.spark.recording.Recording;
import io.euge.spark.source.planning.VideoSegment;
import io.euge.spark.source.rows.Closer;
import io.euge.spark.source.rows.RowReader;
import io.euge.spark.source.rows.TaskRows;
import io.euge.video.DecodeDevice;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoSource;
import io.euge.video.decode.VideoReader;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;

/** Reads one segment: a row a frame. */
final class SegmentReader implements PartitionReader<InternalRow> {
  private static final long MIN_TOLERANCE_MILLIS = 10_000;

  private final Closer closer = new Closer();
  private final VideoReader video;
  private final Recording recording;
  private final VideoSegment part;
  private final long recordedMillis;
  private final FilteredFrames frames;
  private final RowReader rows;

  /**
   * @param limit the most rows that are needed
   */
  SegmentReader(
      SegmentReaderFactory scan, VideoSegment part, TaskRows task, TimeAccount account, int limit) {
    this.part = part;
    try {
      if (scan.decode().device() == DecodeDevice.CUDA) {
        // Which GPUs this process sees, and by which MPS, must be settled before FFmpeg starts
        // CUDA.
        ExecutorModels.ofThisProcess().resolveGpus();
      }
      VideoSource source = scan.storage().video(part.video());
      video = closer.register(VideoReader.open(source, part.segment(), scan.decode()));
      // Checks again that a local file is the listed one, which it then was when it was opened.
      source.file();
      account.settle();
      account.move(TaskPart.OPENING, TaskPart.FETCHING, video.fetchNanos());
      recordedMillis = recordedMillis(part, video.info().seconds());
      recording = part.video().withContainerStart(video.created(), scan.zone());
      frames = new FilteredFrames(recording, video, scan.selection().withLimit(limit));
      rows = task.read(frames, closer);
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
    CustomTaskMetric[] all = Arrays.copyOf(metrics, metrics.length + 2);
    all[metrics.length] = ScanMetrics.value(ScanMetrics.BYTES_READ, video.bytesRead());
    all[metrics.length + 1] = ScanMetrics.value(ScanMetrics.RECORDED, recordedSoFar());
    return all;
  }

  /** Returns the length of the segment, or of what was read of it. */
  private long recordedSoFar() {
    long read = Math.max(0, Math.round(1000 * (frames.reached() - part.segment().start())));
    if (!frames.atEnd()) {
      return Math.min(recordedMillis, read);
    }
    return part.segment().to() == null ? ofWholeVideo(recordedMillis, read) : recordedMillis;
  }

  /**
   * Returns the length of a video that was read to its end: the declared one, unless the last frame
   * is far from it, as in joined recordings whose clock begins again.
   */
  private static long ofWholeVideo(long declared, long read) {
    long tolerance = Math.max(MIN_TOLERANCE_MILLIS, declared / 10);
    return declared > 0 && Math.abs(declared - read) > tolerance ? read : declared;
  }

  /** Returns the length of a segment by its plan, else by its video; 0 if neither has it. */
  static long recordedMillis(VideoSegment part, double videoSeconds) {
    Segment segment = part.segment();
    double end = segment.to() == null ? videoSeconds : segment.end();
    double seconds = part.seconds() >= 0 ? part.seconds() : end - segment.start();
    return seconds > 0 ? Math.round(1000 * seconds) : 0;
  }

  /** Returns the video, with its start if its container declares it; also after closing. */
  Recording recording() {
    return recording;
  }

  /** Returns the tolerated damage; also after closing. */
  List<VideoException> damage() {
    return video.damage();
  }

  @Override
  public void close() {
    closer.close();
  }
}
