package io.euge.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.euge.cli.CommandRun;
import io.euge.testing.Shared;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands say of the cost of real recordings, whose lengths are known. */
class CostIT {
  private static final double CAR_SECONDS = 377 / 12.5;
  private static final double HIGHWAY_SECONDS = 268 / 30.0;

  private static final Pattern RATE =
      Pattern.compile("(?m)^([\\d.]+) hours of video per hour, ([\\d.]+) per core$");
  private static final Pattern PRICE =
      Pattern.compile(
          "(?m)^an hour of video costs ([\\d.]+), at 3\\.60 for an hour of the cluster$");
  private static final Pattern TIME = Pattern.compile("([\\d.]+) s from Spark's start");

  @TempDir Path folder;

  @Test
  void detectCountsTheRecordedTimeNotThatOfTheFramesItTakes() {
    CommandRun run =
        run("detect", Shared.file("data/videos/car-detection.mp4").toString(), "--every", "50");
    assertRecorded(run, CAR_SECONDS);
    assertThat(number(RATE, run, 2)).isCloseTo(number(RATE, run, 1) / 2, within(0.1));
    assertThat(number(PRICE, run, 1) * number(RATE, run, 1)).isCloseTo(3.6, within(0.05));
  }

  @Test
  void theSummaryOfTrackHasTheCost() {
    CommandRun run = run("track", Shared.highway().toString(), "--every", "50");
    assertThat(number(PRICE, run, 1) * number(RATE, run, 1)).isCloseTo(3.6, within(0.05));
  }

  @Test
  void aResumedRunCountsWhatItDid() throws Exception {
    Path videos = Files.createDirectory(folder.resolve("videos"));
    Files.copy(Shared.file("data/videos/car-detection.mp4"), videos.resolve("car.mp4"));
    String[] more = {
      "--every", "100", "--settle", "0s", "--checkpoint", folder.resolve("done").toString()
    };
    run("detect", videos.toString(), more);
    Files.copy(Shared.highway(), videos.resolve("highway.mp4"));
    CommandRun second = run("detect", videos.toString(), more);
    assertRecorded(second, HIGHWAY_SECONDS);
  }

  /** The time is printed in tenths of a second, which is much of a short job. */
  private static void assertRecorded(CommandRun run, double seconds) {
    double rate = number(RATE, run, 1);
    assertThat(rate * number(TIME, run, 1)).isCloseTo(seconds, within(0.05 * rate + 0.3));
  }

  private CommandRun run(String command, String input, String... more) {
    List<String> line =
        new ArrayList<>(
            List.of(
                command,
                input,
                "--model",
                Shared.model("yolo-fastest-1.1.cfg").toString(),
                "--master",
                "local[2]",
                "--price-per-hour",
                "3.6",
                "--output",
                folder.resolve("table").toString()));
    line.addAll(List.of(more));
    CommandRun run = CommandRun.of(line.toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isZero();
    return run;
  }

  private static double number(Pattern pattern, CommandRun run, int group) {
    Matcher found = pattern.matcher(run.out());
    assertThat(found.find()).as(run.out()).isTrue();
    return Double.parseDouble(found.group(group));
  }
}
