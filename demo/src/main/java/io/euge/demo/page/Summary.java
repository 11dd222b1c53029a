package io.euge.demo.page;

import io.euge.cli.report.Format;
import io.euge.demo.page.Story.Run;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The first section of the page: a sentence, key figures and an image.
 *
 * @param day when the demo ended
 * @param clips whether the clips were created or reused
 * @param modes the sharing modes in which the job ran
 */
record Summary(
    Instant time,
    String day,
    String duration,
    String clips,
    String frames,
    String modes,
    String recall,
    String precision,
    List<Tile> tiles,
    EmbeddedImage image) {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** A named figure. */
  record Tile(String name, String value) {}

  static Summary of(Story story) throws IOException {
    Run first = story.runs().get(0);
    return new Summary(
        story.at(),
        DAY.format(story.at()),
        Format.seconds(Math.rint(story.seconds())),
        clips(story),
        Format.plural(first.frames(), "frame"),
        modes(story),
        Format.percent(story.overall().recall()),
        Format.percent(story.overall().precision()),
        tiles(story),
        EmbeddedImage.read(story.pictures().get(0)));
  }

  private static String modes(Story story) {
    String tasks = Format.plural(story.runs().get(0).tasks(), "task");
    return story.unshared().isPresent()
        ? "with one model shared by %s, and again with a copy for each".formatted(tasks)
        : "with " + tasks;
  }

  /** States whether the clips were created in this run, which affects the total duration. */
  private static String clips(Story story) {
    int all = story.clips().size();
    int reused = story.reusedClips();
    String truth = "%s of traffic with a known truth";
    if (reused == 0) {
      return "made " + truth.formatted(Format.plural(all, "clip"));
    }
    if (reused == all) {
      return "took " + truth.formatted(Format.plural(all, "clip")) + " from an earlier demo";
    }
    return "made %s, took %s from an earlier demo"
        .formatted(truth.formatted(Format.plural(all - reused, "clip")), Format.count(reused));
  }

  private static List<Tile> tiles(Story story) {
    Run first = story.runs().get(0);
    String copies =
        story
            .unshared()
            .map(run -> " (" + Format.count(run.modelCopies()) + " if not shared)")
            .orElse("");
    Story.Score overall = story.overall();
    return List.of(
        new Tile("of the vehicles found (recall)", Format.percent(overall.recall())),
        new Tile("of the detections right (precision)", Format.percent(overall.precision())),
        new Tile("mean average precision (mAP@0.5)", Format.percent(overall.averagePrecision())),
        new Tile("frames a second, in one run", Format.decimal(first.framesPerSecond())),
        new Tile(
            "model in memory for " + Format.plural(first.tasks(), "task") + copies,
            Format.count(first.modelCopies())));
  }
}
