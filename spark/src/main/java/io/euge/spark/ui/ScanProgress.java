package io.euge.spark.ui;

import io.euge.spark.activity.Reading;
import io.euge.spark.metrics.Bottleneck;
import io.euge.spark.metrics.ScanProgressListener;
import java.util.Optional;

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
  private final VideoTotals videos;
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
   * @param maxVideos the most videos that are listed
   */
  ScanProgress(long scan, String description, long begin, int maxVideos) {
    this.videos = new VideoTotals(maxVideos, SHOWN);
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
      unlistedFailed += videos.addUnopened(failure) ? 0 : 1;
    }
    unlistedFailed += Math.max(0, plan.unopened() - plan.failures().size());
  }

  void read(Reading reading) {
    known = true;
    if (videos.add(reading)) {
      return;
    }
    if (reading.error() != null) {
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

  private Optional<Bottleneck> bottleneck(long now, double whole) {
    return end == 0 ? metrics.bottleneckSoFar(now) : metrics.bottleneck(whole);
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

  /**
   * Returns the entry of this moment.
   *
   * @param now by the clock of the events
   */
  ScanEntry entry(long now) {
    long done = videos.done() + unlistedDone;
    long failed = videos.failed() + unlistedFailed;
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
        videos.codes(),
        videos.slowest(),
        videos.failures(),
        bottleneck(now, whole).map(Bottleneck::sentence).orElse(""),
        rates.series());
  }
}
