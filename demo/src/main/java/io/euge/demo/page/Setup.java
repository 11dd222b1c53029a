package io.euge.demo.page;

import io.euge.cli.report.Format;
import java.util.List;

/** The machine, the model and the clips of a demo. */
record Setup(List<Fact> facts, List<Clip> clips) {
  /** A named value. */
  record Fact(String name, String value) {}

  /** A row of the table of clips. */
  record Clip(
      String name,
      String condition,
      String precision,
      String recall,
      String length,
      String frames,
      int width,
      int height,
      String size) {}

  static Setup of(Story story) {
    return new Setup(facts(story), story.clips().stream().map(Setup::clip).toList());
  }

  private static List<Fact> facts(Story story) {
    Story.Machine machine = story.machine();
    Story.Network network = story.network();
    Story.Run run = story.runs().get(0);
    return List.of(
        new Fact(
            "Machine",
            "%s, %s, %s of memory"
                .formatted(
                    machine.processor(),
                    Format.plural(machine.cores(), "core"),
                    Format.bytes(machine.memoryBytes()))),
        new Fact("Software", String.join(", ", machine.versions())),
        new Fact(
            "Model",
            "%s (%s, input %s). %s"
                .formatted(
                    network.name(),
                    Format.bytes(network.bytes()),
                    network.input(),
                    network.words())),
        new Fact(
            "Spark job",
            "%s at once over %s: decode, detect, write the table of detections"
                .formatted(
                    Format.plural(run.tasks(), "task"), Format.plural(run.frames(), "frame"))));
  }

  private static Clip clip(Story.Clip clip) {
    return new Clip(
        clip.name(),
        clip.condition(),
        Format.percent(clip.score().precision()),
        Format.percent(clip.score().recall()),
        Format.seconds(clip.seconds()),
        Format.count(clip.frames()),
        clip.width(),
        clip.height(),
        Format.bytes(clip.bytes()));
  }
}
