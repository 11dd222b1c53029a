package io.euge.demo.page;

import io.euge.demo.page.Story.Run;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What happened, in a sentence, a few figures and a picture. */
final class Opening {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Opening() {}

  static String section(Story story) throws IOException {
    return """
        <header><p class="over">Euge demo, <time datetime="%s">%s</time></p>
        <h1>%s</h1>
        <p class="lead">%s</p>
        <dl class="tiles">
        %s</dl></header>
        %s
        """
        .formatted(
            story.at(),
            DAY.format(story.at()),
            title(story),
            lead(story),
            tiles(story),
            Embedded.figure(story.pictures().get(0), "hero"));
  }

  static String title(Story story) {
    return "Vehicles found in " + Words.many(story.clips().size(), "traffic clip");
  }

  private static String lead(Story story) {
    Run first = story.runs().get(0);
    String twice =
        story.unshared().isPresent()
            ? "with one model shared by %s, and again with a copy for each"
                .formatted(Words.many(first.tasks(), "task"))
            : "with " + Words.many(first.tasks(), "task");
    return """
        In %s this machine %s, watched them in a Spark job (%s) %s. \
        <strong>%s of the vehicles were found</strong>, and <strong>%s of the detections are right</strong>."""
        .formatted(
            Words.seconds(Math.rint(story.seconds())),
            clips(story),
            Words.many(first.frames(), "frame"),
            twice,
            Words.percent(story.overall().recall()),
            Words.percent(story.overall().precision()));
  }

  /** Whether they were made now is a part of how long all took. */
  private static String clips(Story story) {
    int all = story.clips().size();
    int reused = story.reusedClips();
    String truth = "%s of traffic with a known truth";
    if (reused == 0) {
      return "made " + truth.formatted(Words.many(all, "clip"));
    }
    if (reused == all) {
      return "took " + truth.formatted(Words.many(all, "clip")) + " from an earlier demo";
    }
    return "made %s, took %s from an earlier demo"
        .formatted(truth.formatted(Words.many(all - reused, "clip")), Words.count(reused));
  }

  private static String tiles(Story story) {
    Run first = story.runs().get(0);
    String copies =
        story
            .unshared()
            .map(run -> " (" + Words.count(run.modelCopies()) + " if not shared)")
            .orElse("");
    return tile("of the vehicles found (recall)", Words.percent(story.overall().recall()))
        + tile("of the detections right (precision)", Words.percent(story.overall().precision()))
        + tile(
            "mean average precision (mAP@0.5)", Words.percent(story.overall().averagePrecision()))
        + tile("frames a second, in one run", Words.one(first.framesPerSecond()))
        + tile(
            "model in memory for " + Words.many(first.tasks(), "task") + copies,
            Words.count(first.modelCopies()));
  }

  private static String tile(String words, String value) {
    return "<div><dt>%s</dt><dd>%s</dd></div>%n".formatted(words, value);
  }
}
