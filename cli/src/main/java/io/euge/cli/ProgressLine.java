package io.euge.cli;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;

/**
 * Frames done, of how many, how many a second, and the time left, on standard error while a job
 * runs. Nothing at all where that is not a terminal.
 */
final class ProgressLine implements AutoCloseable {
  /** Set by the launcher, which alone can ask the shell. */
  static final String TERMINAL = "euge.terminal";

  private final Timer clock;
  private final ProgressBar bar;

  private ProgressLine(Timer clock, ProgressBar bar) {
    this.clock = clock;
    this.bar = bar;
  }

  static ProgressLine start(JobWatch watch) {
    if (!Boolean.getBoolean(TERMINAL)) {
      return new ProgressLine(null, null);
    }
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("frames")
            .setInitialMax(-1)
            .setStyle(ProgressBarStyle.ASCII)
            .setSpeedUnit(ChronoUnit.SECONDS)
            .showSpeed()
            .setUpdateIntervalMillis(500)
            .setEtaFunction(state -> Optional.of(left(state)).filter(d -> !d.isZero()))
            .build();
    Timer clock = new Timer("euge-progress", true);
    clock.schedule(
        new TimerTask() {
          @Override
          public void run() {
            bar.maxHint(watch.framesExpected() > 0 ? watch.framesExpected() : -1);
            bar.stepTo(watch.frames());
          }
        },
        0,
        500);
    return new ProgressLine(clock, bar);
  }

  private static Duration left(ProgressState state) {
    if (state.getCurrent() <= 0 || state.getMax() <= state.getCurrent()) {
      return Duration.ZERO;
    }
    return state
        .getElapsedAfterStart()
        .dividedBy(state.getCurrent())
        .multipliedBy(state.getMax() - state.getCurrent());
  }

  @Override
  public void close() {
    if (bar != null) {
      clock.cancel();
      bar.close();
    }
  }
}
