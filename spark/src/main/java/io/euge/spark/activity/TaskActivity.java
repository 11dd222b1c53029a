package io.euge.spark.activity;

import io.euge.video.Segment;
import io.euge.video.VideoException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.TaskContext;

/** The activity of one task. Updated by its thread; another thread reads its counts. */
public final class TaskActivity implements AutoCloseable {
  /** The activity of a task that nobody watches. */
  public static final TaskActivity NONE = new TaskActivity(null, -1);

  private static final int MAX_ERROR = 300;

  private final ExecutorActivity executor;
  private final long scan;
  private final AtomicLong frames = new AtomicLong();
  private long framesTaken;
  private long segmentFrames;
  private long segmentStart;

  TaskActivity(ExecutorActivity executor, long scan) {
    this.executor = executor;
    this.scan = scan;
  }

  long scan() {
    return scan;
  }

  /** Begins a segment. */
  public void segment() {
    if (executor != null) {
      segmentFrames = frames.get();
      segmentStart = System.nanoTime();
    }
  }

  /** Counts a frame: a plain write of the one thread that writes. */
  public void frame() {
    if (executor != null) {
      frames.lazySet(frames.getPlain() + 1);
    }
  }

  /**
   * Ends a segment.
   *
   * @param segments the number of segments of this video in the scan
   */
  public void end(String video, Segment segment, int segments, List<VideoException> errors) {
    if (executor != null) {
      executor.add(
          new Reading(
              scan,
              video,
              segment.firstFrame(),
              segments,
              frames.get() - segmentFrames,
              System.nanoTime() - segmentStart,
              errors.size(),
              errors.isEmpty() ? null : summary(errors.get(0))));
    }
  }

  /** Ends a segment by an error that fails the task, unless the task was cancelled. */
  public void fail(String video, Segment segment, int segments, VideoException error) {
    TaskContext task = TaskContext.get();
    if (!Thread.currentThread().isInterrupted() && (task == null || !task.isInterrupted())) {
      end(video, segment, segments, List.of(error));
    }
  }

  private static String summary(VideoException error) {
    String text = error.code() + ": " + error.getMessage().lines().findFirst().orElse("");
    return text.length() > MAX_ERROR ? text.substring(0, MAX_ERROR) + "…" : text;
  }

  /** Returns the frames since the last call; the executor's activity calls it under its lock. */
  long takeFrames() {
    long now = frames.get();
    long taken = now - framesTaken;
    framesTaken = now;
    return taken;
  }

  @Override
  public void close() {
    if (executor != null) {
      executor.end(this);
    }
  }
}
