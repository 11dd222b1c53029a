package io.euge.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.TaskPart;
import io.euge.cli.job.ProgressLine.At;
import io.euge.cli.job.ProgressLine.TaskClock;
import io.euge.spark.metrics.Bottleneck;
import io.euge.spark.metrics.TaskTimes;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Progress where standard error is a file, as in a night job. */
class ProgressLineTest {
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @AfterEach
  void restore() {
    System.setErr(before);
  }

  @Test
  void aLineComesNowAndThen() throws Exception {
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    CountDownLatch asked = new CountDownLatch(3);
    try (ProgressLine line =
        ProgressLine.start(
            () -> {
              asked.countDown();
              return asked.getCount() == 2
                  ? Optional.empty()
                  : Optional.of(new At("frames", 50, 200));
            },
            20)) {
      assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .isNotEmpty()
        .allMatch(line -> line.startsWith("euge: frames: 50 of 200 (25 %), "));
  }

  @Test
  void theTimeOfATaskIsNotThatOfTheOneBefore() {
    TaskClock clock = new TaskClock(1_000);
    Optional<At> planning = Optional.of(new At("planning videos", 1, 7));
    Optional<At> frames = Optional.of(new At("frames", 1, 7));
    assertThat(clock.look(Optional.empty(), 2_000).toNanos()).isEqualTo(1_000);
    assertThat(clock.look(planning, 5_000).toNanos()).isEqualTo(3_000);
    assertThat(clock.look(planning, 9_000).toNanos()).isEqualTo(7_000);
    assertThat(clock.look(frames, 10_000).toNanos()).isEqualTo(1_000);
    assertThat(clock.look(frames, 30_000).toNanos()).isEqualTo(21_000);
  }

  @Test
  void aShortJobHasNone() {
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    ProgressLine.start("frames", () -> 1, 2).close();
    assertThat(printed.size()).isZero();
  }

  @Test
  void aLineEndsWithTheBadFilesAndTheBottleneck() {
    TaskTimes times = new TaskTimes();
    times.add(TaskPart.INFERENCE, 620);
    times.add(TaskPart.DECODING, 380);
    Optional<Bottleneck> bottleneck = Bottleneck.of(times, 1, 1, 1);
    assertThat(ProgressLine.notes(0, Optional.empty())).isEmpty();
    assertThat(ProgressLine.notes(1, Optional.empty())).isEqualTo("1 bad file");
    assertThat(ProgressLine.notes(0, bottleneck)).isEqualTo("bound by inference (62 %)");
    assertThat(
            new At("frames", 50, 200, 0, ProgressLine.notes(1200, bottleneck))
                .line(Duration.ofSeconds(5)))
        .isEqualTo(
            "frames: 50 of 200 (25 %), 10.0/s, about 15 s left, 1,200 bad files, bound by inference (62 %)");
  }

  @Test
  void aLineShowsProgressRateAndTimeLeft() {
    assertThat(new At("frames", 50, 200).line(Duration.ofSeconds(5)))
        .isEqualTo("frames: 50 of 200 (25 %), 10.0/s, about 15 s left");
    assertThat(new At("frames", 600, 1_200_000).line(Duration.ofSeconds(60)))
        .isEqualTo("frames: 600 of 1,200,000 (0 %), 10.0/s, about 1999 min left");
    assertThat(new At("planning videos", 0, 7).line(Duration.ofSeconds(60)))
        .isEqualTo("planning videos: 0 of 7 (0 %), 0.0/s");
    assertThat(new At("frames", 1234, 0).line(Duration.ofSeconds(10)))
        .isEqualTo("frames: 1,234, 123.4/s");
    assertThat(new At("frames", 210, 200).line(Duration.ofSeconds(10)))
        .isEqualTo("frames: 210 of 200 (100 %), 21.0/s");
  }
}
