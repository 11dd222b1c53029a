package io.euge.cli.job;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;

/**
 * What is done, of how much, how much a second, and the time left, on standard error while it goes
 * on. Nothing at all where that is not a terminal.
 */
public final class ProgressLine implements AutoCloseable {
  /** Set by the launcher, which alone can ask the shell. */
  public static final String TERMINAL = "euge.terminal";

  private static final String PLANNING = "planning videos";
  private static final String FRAMES = "frames";
  private static final long INTERVAL_MILLIS = 500;

  private final Supplier<Optional<At>> source;
  private final Timer clock = new Timer("euge-progress", true);
  private ProgressBar bar;
  private boolean closed;

  private record At(String task, long done, long expected) {}

  private ProgressLine(Supplier<Optional<At>> source, boolean terminal) {
    this.source = source;
    this.closed = !terminal;
  }

  /** Says what takes long before there is a frame to count. */
  public static void note(String what) {
    if (Boolean.getBoolean(TERMINAL)) {
      System.err.println("euge: " + what);
    }
  }

  /** Shows how far a job is: videos planned, then frames done. */
  public static ProgressLine start(ScanProgressListener watch) {
    return start(() -> at(watch));
  }

  /**
   * Shows how far something is.
   *
   * @param what it counts
   * @param done so far, asked now and then from another thread
   * @param expected in all
   */
  public static ProgressLine start(String what, LongSupplier done, long expected) {
    return start(() -> Optional.of(new At(what, done.getAsLong(), expected)));
  }

  private static ProgressLine start(Supplier<Optional<At>> source) {
    boolean terminal = Boolean.getBoolean(TERMINAL);
    ProgressLine line = new ProgressLine(source, terminal);
    if (terminal) {
      line.clock.schedule(
          new TimerTask() {
            @Override
            public void run() {
              line.update();
            }
          },
          0,
          INTERVAL_MILLIS);
    }
    return line;
  }

  private synchronized void update() {
    if (!closed) {
      source.get().ifPresent(at -> show(at.task, at.done, at.expected));
    }
  }

  /** The planning until there is a frame: before, its rate would be none. */
  private static Optional<At> at(ScanProgressListener watch) {
    if (watch.frames() > 0) {
      return Optional.of(new At(FRAMES, watch.frames(), watch.framesExpected()));
    }
    return watch.videosToPlan() > 0
        ? Optional.of(new At(PLANNING, watch.videosPlanned(), watch.videosToPlan()))
        : Optional.empty();
  }

  private void show(String task, long done, long expected) {
    if (bar != null && !bar.getTaskName().equals(task)) {
      bar.close();
      bar = null;
    }
    if (bar == null) {
      bar = bar(task);
    }
    bar.maxHint(expected > 0 ? expected : -1);
    bar.stepTo(done);
  }

  private static ProgressBar bar(String task) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(-1)
        .setStyle(ProgressBarStyle.ASCII)
        .setSpeedUnit(ChronoUnit.SECONDS)
        .showSpeed(new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
        .setUpdateIntervalMillis((int) INTERVAL_MILLIS)
        .setEtaFunction(ProgressLine::left)
        .build();
  }

  /** Empty while too little is known: nothing declared, or hardly begun. */
  private static Optional<Duration> left(ProgressState state) {
    Duration elapsed = state.getElapsedAfterStart();
    if (state.getCurrent() <= 0 || state.getMax() <= 0 || elapsed.toSeconds() < 1) {
      return Optional.empty();
    }
    long frames = Math.max(0, state.getMax() - state.getCurrent());
    return Optional.of(elapsed.dividedBy(state.getCurrent()).multipliedBy(frames));
  }

  @Override
  public void close() {
    update();
    synchronized (this) {
      closed = true;
      clock.cancel();
      if (bar != null) {
        bar.close();
      }
    }
  }
}
