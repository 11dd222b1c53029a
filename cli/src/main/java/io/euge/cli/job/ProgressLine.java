package io.euge.cli.job;

import io.euge.Quantity;
import io.euge.cli.console.StatusLine;
import io.euge.spark.errors.VideoErrors;
import io.euge.spark.metrics.Bottleneck;
import io.euge.spark.metrics.ScanProgressListener;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;

/**
 * Prints the progress of a job to standard error: completed and total work, rate, remaining time,
 * corrupt files and the bottleneck. Draws a bar on a terminal; otherwise prints one line per
 * minute.
 */
public final class ProgressLine implements AutoCloseable {
  private static final String PLANNING = "planning videos";
  private static final String FRAMES = "frames";
  private static final long INTERVAL_MILLIS = 500;
  private static final long LINE_MILLIS = 60_000;

  private final Supplier<Optional<At>> source;
  private final boolean terminal = StatusLine.isTerminal();
  private final TaskClock tasks = new TaskClock(System.nanoTime());
  private final long lineNanos;
  private long printed = System.nanoTime();
  private final Timer clock = new Timer("euge-progress", true);
  private ProgressBar bar;
  private boolean closed;

  /**
   * A state of progress.
   *
   * @param expected total; 0 if unknown
   * @param before the part of {@code done} that earlier processes did
   * @param notes corrupt files and the bottleneck; may be empty
   */
  record At(String task, long done, long expected, long before, String notes) {
    At(String task, long done, long expected) {
      this(task, done, expected, 0, "");
    }

    /**
     * Returns the state as a line, such as {@code frames: 50 of 200 (25 %), 10.0/s, about 15 s
     * left, 2 bad files, bound by decoding (61 %)}.
     */
    String line(Duration elapsed) {
      return notes.isEmpty() ? progress(elapsed) : progress(elapsed) + ", " + notes;
    }

    private String progress(Duration elapsed) {
      double rate = (done - before) * 1e9 / Math.max(1, elapsed.toNanos());
      String line =
          expected <= 0
              ? String.format(Locale.ROOT, "%s: %,d, %.1f/s", task, done, rate)
              : String.format(
                  Locale.ROOT,
                  "%s: %,d of %,d (%d %%), %.1f/s",
                  task,
                  done,
                  expected,
                  Math.min(100, 100 * done / expected),
                  rate);
      if (expected <= done || done <= before) {
        return line;
      }
      long left = Math.round((expected - done) / rate);
      return line
          + (left < 120 ? ", about " + left + " s left" : ", about " + left / 60 + " min left");
    }
  }

  /**
   * Measures how long a task has run, by looking at the state periodically. A task began when it
   * was first seen, or shortly before: when it was not seen last.
   */
  static final class TaskClock {
    private String task = "";
    private long began;
    private long lookedAt;

    TaskClock(long nanos) {
      began = nanos;
      lookedAt = nanos;
    }

    /** Returns the time that the task of a state has run, and remembers that it was seen. */
    Duration look(Optional<At> state, long nanos) {
      String seen = state.map(At::task).orElse("");
      if (!seen.equals(task)) {
        task = seen;
        began = lookedAt;
      }
      lookedAt = nanos;
      return Duration.ofNanos(nanos - began);
    }
  }

  private ProgressLine(Supplier<Optional<At>> source, long lineMillis) {
    this.source = source;
    this.lineNanos = Duration.ofMillis(lineMillis).toNanos();
  }

  /** Prints a line about slow work that precedes the first frame. */
  public static void note(String what) {
    if (StatusLine.isTerminal()) {
      StatusLine.print(what);
    }
  }

  /** Shows the progress of a job that collects no errors: planned videos, then completed frames. */
  public static ProgressLine start(ScanProgressListener watch) {
    return start(() -> at(watch, () -> 0, 0));
  }

  /** Shows the progress of a job: planned videos, then completed frames. */
  public static ProgressLine start(ScanProgressListener watch, VideoErrors errors) {
    return start(watch, errors::badVideos, 0);
  }

  /**
   * Shows the progress of a job that resumes another.
   *
   * @param badVideos number of corrupt files; called periodically from another thread
   * @param before number of frames that were completed before
   */
  public static ProgressLine start(ScanProgressListener watch, IntSupplier badVideos, long before) {
    return start(() -> at(watch, badVideos, before));
  }

  /**
   * Shows the progress of a count.
   *
   * @param what unit of the count
   * @param done current count; called periodically from another thread
   * @param expected total
   */
  public static ProgressLine start(String what, LongSupplier done, long expected) {
    return start(() -> Optional.of(new At(what, done.getAsLong(), expected)));
  }

  private static ProgressLine start(Supplier<Optional<At>> source) {
    return start(source, LINE_MILLIS);
  }

  /**
   * Shows the progress of a source.
   *
   * @param source current state; empty while there is none
   * @param lineMillis interval between lines if standard error is not a terminal
   */
  static ProgressLine start(Supplier<Optional<At>> source, long lineMillis) {
    ProgressLine line = new ProgressLine(source, lineMillis);
    long period = Math.min(INTERVAL_MILLIS, lineMillis);
    line.clock.schedule(
        new TimerTask() {
          @Override
          public void run() {
            line.update();
          }
        },
        line.terminal ? 0 : period,
        period);
    return line;
  }

  private synchronized void update() {
    if (closed) {
      return;
    }
    if (terminal) {
      source.get().ifPresent(this::show);
    } else {
      printFrom(source.get(), System.nanoTime());
    }
  }

  private void printFrom(Optional<At> state, long now) {
    Duration elapsed = tasks.look(state, now);
    if (state.isPresent() && now - printed >= lineNanos) {
      printed = now;
      StatusLine.print(state.get().line(elapsed));
    }
  }

  /**
   * Returns the state of planning until the first frame is complete, because the rate is undefined
   * before.
   */
  private static Optional<At> at(ScanProgressListener watch, IntSupplier bad, long before) {
    if (watch.frames() > 0) {
      String notes = notes(bad.getAsInt(), watch.bottleneckSoFar());
      return Optional.of(
          new At(FRAMES, before + watch.frames(), watch.framesExpected(), before, notes));
    }
    return watch.videosToPlan() > 0
        ? Optional.of(
            new At(
                PLANNING,
                watch.videosPlanned(),
                watch.videosToPlan(),
                0,
                notes(bad.getAsInt(), Optional.empty())))
        : Optional.empty();
  }

  /** Returns the notes of a line, such as {@code 1 bad file}. */
  static String notes(int bad, Optional<Bottleneck> bottleneck) {
    return Stream.concat(
            bad == 0 ? Stream.empty() : Stream.of(Quantity.of(bad, "bad file")),
            bottleneck.map(Bottleneck::brief).stream())
        .collect(Collectors.joining(", "));
  }

  private void show(At at) {
    if (bar != null && !bar.getTaskName().equals(at.task)) {
      bar.close();
      bar = null;
    }
    if (bar == null) {
      bar = bar(at);
    }
    bar.maxHint(at.expected > 0 ? at.expected : -1);
    bar.stepTo(at.done);
    bar.setExtraMessage(at.notes);
  }

  private static ProgressBar bar(At at) {
    return new ProgressBarBuilder()
        .setTaskName(at.task)
        .startsFrom(at.before, Duration.ZERO)
        .setInitialMax(-1)
        .setStyle(ProgressBarStyle.ASCII)
        .setSpeedUnit(ChronoUnit.SECONDS)
        .showSpeed(new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
        .setUpdateIntervalMillis((int) INTERVAL_MILLIS)
        .setEtaFunction(ProgressLine::left)
        .build();
  }

  /** Returns the remaining time; empty if the total is unknown or too little is done. */
  private static Optional<Duration> left(ProgressState state) {
    Duration elapsed = state.getElapsedAfterStart();
    long done = state.getCurrent() - state.getStart();
    if (done <= 0 || state.getMax() <= 0 || elapsed.toSeconds() < 1) {
      return Optional.empty();
    }
    long frames = Math.max(0, state.getMax() - state.getCurrent());
    return Optional.of(elapsed.dividedBy(done).multipliedBy(frames));
  }

  @Override
  public void close() {
    if (terminal) {
      update();
    }
    synchronized (this) {
      closed = true;
      clock.cancel();
      if (bar != null) {
        bar.close();
        bar = null;
      }
    }
  }
}
