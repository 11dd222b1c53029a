package io.euge.spark.ui;

import io.euge.spark.activity.Reading;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The videos of a scan and sums over them, which are kept up to date with each reading: what is
 * shown of many videos is asked for often.
 *
 * <p>Not thread-safe.
 */
final class VideoTotals {
  private static final Comparator<VideoSummary> SLOWEST =
      Comparator.comparingLong(VideoSummary::nanos).reversed().thenComparing(VideoSummary::video);

  private final int maxVideos;
  private final int shown;
  private final Map<String, VideoProgress> videos = new HashMap<>();
  private final Map<String, Long> codes = new TreeMap<>();
  private final TreeSet<String> failed = new TreeSet<>();

  /** The videos that took most time, unless they must be searched for. */
  private final TreeSet<VideoSummary> slowest = new TreeSet<>(SLOWEST);

  private boolean searched = true;
  private long done;

  /**
   * @param maxVideos the most videos that are listed
   * @param shown the most videos of one list that is shown
   */
  VideoTotals(int maxVideos, int shown) {
    this.maxVideos = maxVideos;
    this.shown = shown;
  }

  /** Takes a video that could not be opened, and returns false if there are too many already. */
  boolean addUnopened(VideoSummary failure) {
    if (videos.size() >= maxVideos) {
      return false;
    }
    VideoProgress before = videos.put(failure.video(), new VideoProgress(failure));
    change(before == null ? null : before.summary(failure.video()), failure);
    return true;
  }

  /** Takes a reading, and returns false if it is of a further video of too many. */
  boolean add(Reading reading) {
    String name = reading.video();
    VideoProgress video = videos.get(name);
    VideoSummary before = video == null ? null : video.summary(name);
    if (video == null) {
      if (videos.size() >= maxVideos) {
        return false;
      }
      video = new VideoProgress(null);
      videos.put(name, video);
    }
    video.add(reading);
    change(before, video.summary(name));
    return true;
  }

  private void change(VideoSummary before, VideoSummary after) {
    if (before != null) {
      remove(before);
      // A stopped attempt may count less than before; another video may be slower then.
      boolean faster = slowest.remove(before) && after.nanos() < before.nanos();
      searched &= !faster || videos.size() <= shown;
    }
    done += after.done() ? 1 : 0;
    if (after.failed()) {
      failed.add(after.video());
      codes.merge(code(after.error()), 1L, Long::sum);
    }
    offer(after);
  }

  private void remove(VideoSummary before) {
    done -= before.done() ? 1 : 0;
    if (before.failed()) {
      failed.remove(before.video());
      codes.computeIfPresent(code(before.error()), (code, n) -> n == 1 ? null : n - 1);
    }
  }

  private void offer(VideoSummary video) {
    if (video.nanos() > 0) {
      slowest.add(video);
      if (slowest.size() > shown) {
        slowest.pollLast();
      }
    }
  }

  private static String code(String error) {
    int end = error.indexOf(':');
    return end < 0 ? error : error.substring(0, end);
  }

  /** Returns the number of videos that were read without an error. */
  long done() {
    return done;
  }

  /** Returns the number of videos with an error. */
  long failed() {
    return failed.size();
  }

  /** Returns the number of videos by the code of their first error. */
  Map<String, Long> codes() {
    return new TreeMap<>(codes);
  }

  /** Returns the videos that took most time. */
  List<VideoSummary> slowest() {
    if (!searched) {
      slowest.clear();
      videos.forEach((name, video) -> offer(video.summary(name)));
      searched = true;
    }
    return List.copyOf(slowest);
  }

  /** Returns the first videos with an error, by name. */
  List<VideoSummary> failures() {
    return failed.stream().limit(shown).map(name -> videos.get(name).summary(name)).toList();
  }
}
