package io.euge.spark.source.stream;

import io.euge.spark.recording.Recording;
import io.euge.spark.source.planning.TaskPacker;
import io.euge.spark.source.planning.VideoSplits;
import io.euge.spark.source.planning.VideoSplits.Split;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The videos that a stream has seen, and their segments that wait for a batch. */
final class Backlog {
  /** In place of a time. */
  static final long NONE = 0;

  private static final long UNKNOWN = -1;

  private final Set<String> readable = new HashSet<>();
  private final Map<String, Recording> unreadable = new HashMap<>();
  private final Deque<VideoSplits> waiting = new ArrayDeque<>();

  /** Videos that were opened after their storage had not permitted it. */
  private final Set<String> permitted = new HashSet<>();

  private long unsplit;

  /** Of all videos; {@link #UNKNOWN} if not known of one. */
  private long rows;

  private double seconds;
  private long newest;

  /** Returns that of a stream which goes on from a state. */
  static Backlog of(BacklogState state) {
    Backlog backlog = new Backlog();
    backlog.readable.addAll(state.readable());
    state.unreadable().forEach(file -> backlog.unreadable.put(file.path(), file));
    backlog.waiting.addAll(state.waiting());
    backlog.unsplit = state.unsplit();
    backlog.rows = state.rows();
    backlog.seconds = state.seconds();
    backlog.newest = state.newest();
    if (backlog.newest == NONE && !backlog.readable.isEmpty()) { // Of an earlier version.
      backlog.newest = System.currentTimeMillis();
    }
    return backlog;
  }

  /** Returns all that is known. */
  BacklogState state() {
    return new BacklogState(
        List.copyOf(readable),
        List.copyOf(unreadable.values()),
        List.copyOf(waiting),
        unsplit,
        rows,
        seconds,
        newest);
  }

  /**
   * Returns whether a file is to be opened: one that is new, one that could not be opened and has
   * changed since, and one that its storage did not permit to read, whose time is unknown here.
   */
  boolean isNew(Recording file) {
    Recording known = unreadable.get(file.path());
    return known == null
        ? !readable.contains(file.path())
        : known.bytes() != file.bytes() || known.modified() != file.modified();
  }

  /** Returns whether its storage did not permit to read a file when it was tried last. */
  boolean isForbidden(String path) {
    Recording known = unreadable.get(path);
    return known != null && known.modified() == Recording.UNKNOWN_TIME;
  }

  /**
   * Returns whether the storage of a video that was opened since had not permitted it when it was
   * tried before. That is not known of what was opened before the log was compacted.
   */
  boolean wasForbidden(String path) {
    return permitted.contains(path);
  }

  /** Returns whether more segments wait than make up a batch of a length. */
  boolean isLongerThan(double seconds) {
    int all = waiting.stream().mapToInt(video -> video.splits().size()).sum();
    return count(List.of(), seconds) < all;
  }

  /**
   * Returns how many segments make up a batch, of those that wait and then those of some videos: at
   * least one, if there is any, and as many as are not longer than a limit together.
   */
  int count(List<VideoSplits> more, double seconds) {
    double sum = 0;
    int count = 0;
    for (VideoSplits video : all(more)) {
      for (Split split : video.splits()) {
        sum += TaskPacker.cost(video.video(), split);
        if (count > 0 && sum > seconds) {
          return count;
        }
        count++;
      }
    }
    return count;
  }

  private void count(VideoSplits video) {
    unsplit += video.notice() == null ? 0 : 1;
    long more = video.rows();
    rows = rows == UNKNOWN || more == 0 ? UNKNOWN : rows + more;
  }

  /** Returns the number of videos that could be opened. */
  long readable() {
    return readable.size();
  }

  /** Returns the videos that could not be opened when they were tried last. */
  Set<String> unreadable() {
    return Set.copyOf(unreadable.keySet());
  }

  /** Returns the number of long videos that could not be split. */
  long unsplit() {
    return unsplit;
  }

  /** Returns about how long the segments are that were in a batch, in seconds of video. */
  double seconds() {
    return seconds;
  }

  /** Returns when that file was changed that was changed last; {@link #NONE} if there is none. */
  long newest() {
    return newest;
  }

  /** Returns the estimated number of rows of all videos; 0 if not known. */
  long rows() {
    return Math.max(0, rows);
  }

  /** Returns the segments that wait. */
  List<VideoSplits> waiting() {
    return List.copyOf(waiting);
  }

  private List<VideoSplits> all(List<VideoSplits> more) {
    List<VideoSplits> all = new ArrayList<>(waiting);
    all.addAll(more);
    return all;
  }

  /** Adds the videos of a batch and takes its segments, those that wait longest first. */
  List<VideoSplits> take(LoggedBatch batch) {
    fail(batch.failed());
    for (VideoSplits video : batch.opened()) {
      newest = Math.max(newest, video.video().modified());
      if (isForbidden(video.video().path())) {
        permitted.add(video.video().path());
      }
      readable.add(video.video().path());
      unreadable.remove(video.video().path());
      if (!video.splits().isEmpty()) {
        waiting.add(video);
        count(video);
      }
    }
    Set<String> bad = new HashSet<>();
    batch.errors().forEach(error -> bad.add(error.video()));
    batch.opened().stream()
        .map(VideoSplits::video)
        .filter(video -> bad.contains(video.path()))
        .forEach(this::setUnreadable);
    batch.forbidden().map(Recording::withUnknownTime).forEach(this::setUnreadable);
    return take(batch.segments());
  }

  /** Gives up what waits of videos that can no longer be opened, until their files change. */
  void fail(List<Recording> videos) {
    videos.forEach(this::setUnreadable);
    Set<String> paths = new HashSet<>();
    videos.forEach(video -> paths.add(video.path()));
    waiting.removeIf(video -> paths.contains(video.video().path()));
  }

  private void setUnreadable(Recording video) {
    readable.remove(video.path());
    unreadable.put(video.path(), video);
  }

  private List<VideoSplits> take(int count) {
    List<VideoSplits> taken = new ArrayList<>();
    int left = count;
    while (left > 0) {
      VideoSplits first = waiting.removeFirst();
      List<Split> splits = first.splits();
      int some = Math.min(left, splits.size());
      taken.add(new VideoSplits(first.video(), splits.subList(0, some), first.notice()));
      if (some < splits.size()) {
        waiting.addFirst(
            new VideoSplits(first.video(), splits.subList(some, splits.size()), first.notice()));
      }
      left -= some;
    }
    seconds += seconds(taken);
    return taken;
  }

  /** Returns about how long the segments of videos are, in seconds of video. */
  static double seconds(List<VideoSplits> videos) {
    double sum = 0;
    for (VideoSplits video : videos) {
      for (Split split : video.splits()) {
        sum += TaskPacker.cost(video.video(), split);
      }
    }
    return sum;
  }
}
