package io.euge.spark.ui;

import io.euge.spark.activity.Reading;
import io.euge.spark.metrics.Bottleneck;
import io.euge.spark.metrics.ScanProgressListener;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A scan as its events tell of it so far.
 *
 * <p>Not thread-safe.
 */
final class ScanProgress {
  /** Of more videos than these only counts are kept. */
  static final int MAX_VIDEOS = 10_000;

  static final int SHOWN = 50;

  private static final String UNKNOWN_SOURCE = "unknown: an earlier query planned the scan";

  private final long scan;
  private final String description;
  private final long begin;
  private final ScanProgressListener metrics = new ScanProgressListener();
  private final FrameRates rates = new FrameRates();
  private final Map<String, VideoProgress> videos = new HashMap<>();
  private String source = "";
  private long planned;
  private long framesExpected;
  private boolean expectsUnknown;
  private boolean known;
  private long unlistedDone;
  private long unlistedFailed;
  private long reported;
  private long end;

  /**
   * @param scan Spark's number of the query
   * @param begin when the query began
   */
  ScanProgress(long scan, String description, long begin) {
    this.scan = scan;
    this.description = description;
    this.begin = begin;
  }

  ScanProgressListener metrics() {
    return metrics;
  }

  /** Takes the plan, of each of the scans if the query has several. */
  void plan(ScanPlanned plan) {
    source = source.isEmpty() || source.equals(plan.source()) ? plan.source() : "several sources";
    known = true;
    planned += plan.videos() + plan.unopened();
    framesExpected += plan.frames();
    expectsUnknown |= plan.frames() == 0 && plan.videos() > 0;
    for (VideoSummary failure : plan.failures()) {
      if (videos.size() < MAX_VIDEOS) {
        videos.put(failure.video(), new VideoProgress(failure));
      } else {
        unlistedFailed++;
      }
    }
    unlistedFailed += Math.max(0, plan.unopened() - plan.failures().size());
  }

  void read(Reading reading) {
    known = true;
    VideoProgress video = videos.get(reading.video());
    if (video == null && videos.size() < MAX_VIDEOS) {
      video = new VideoProgress(null);
      videos.put(reading.video(), video);
    }
    if (video != null) {
      video.add(reading);
    } else if (reading.error() != null) {
      unlistedFailed++;
    } else if (reading.segments() == 1) {
      unlistedDone++;
    }
  }

  void frames(long from, long to, long count) {
    known = true;
    rates.add(from, to, count);
    reported += count;
  }

  private Optional<Bottleneck> bottleneck(double whole) {
    return end == 0 ? metrics.bottleneckSoFar() : metrics.bottleneck(whole);
  }

  void end(long millis) {
    end = millis;
  }

  /**
   * Returns whether this query has read videos, or is about to. One that takes rows from a cache
   * has a scan in its plan, but reads none.
   */
  boolean isKnown() {
    return known;
  }

  boolean isEnded() {
    return end != 0;
  }

  private static String code(String error) {
    int end = error.indexOf(':');
    return end < 0 ? error : error.substring(0, end);
  }

  /**
   * Returns the entry of this moment.
   *
   * @param now by the clock of the events
   */
  ScanEntry entry(long now) {
    List<VideoSummary> all = new ArrayList<>();
    videos.forEach((name, video) -> all.add(video.summary(name)));
    List<VideoSummary> failures = all.stream().filter(VideoSummary::failed).toList();
    Map<String, Long> codes = new TreeMap<>();
    for (VideoSummary failure : failures) {
      codes.merge(code(failure.error()), 1L, Long::sum);
    }
    long done = all.stream().filter(VideoSummary::done).count() + unlistedDone;
    long failed = failures.size() + unlistedFailed;
    double whole = ((end == 0 ? now : end) - begin) / 1000.0;
    return new ScanEntry(
        scan,
        description,
        source.isEmpty() ? UNKNOWN_SOURCE : source,
        begin,
        end,
        Math.max(planned, done + failed),
        done,
        failed,
        end == 0 ? Math.max(reported, metrics.frames()) : metrics.frames(),
        expectsUnknown ? 0 : framesExpected,
        metrics.seconds(),
        codes,
        all.stream()
            .filter(video -> video.nanos() > 0)
            .sorted(Comparator.comparingLong(VideoSummary::nanos).reversed())
            .limit(SHOWN)
            .toList(),
        failures.stream().sorted(Comparator.comparing(VideoSummary::video)).limit(SHOWN).toList(),
        bottleneck(whole).map(Bottleneck::sentence).orElse(""),
        rates.series());
  }
}
