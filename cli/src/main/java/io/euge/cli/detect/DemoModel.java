package io.euge.cli.detect;

import io.euge.evaluation.groundtruth.VideoGroundTruth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/** Warns that the model {@code demo} has learnt from drawn traffic alone. */
final class DemoModel {
  private static final String NAME = "demo";

  private DemoModel() {}

  static boolean is(String model) {
    return NAME.equalsIgnoreCase(model);
  }

  /**
   * Returns a sentence if a video was not made by {@code euge demo} or {@code euge scenes}: these
   * write the ground truth beside each.
   *
   * @param videos paths as Hadoop writes them
   */
  static Optional<String> warning(Collection<String> videos) {
    return videos.stream()
        .filter(video -> !isDrawn(video))
        .findFirst()
        .map(
            video ->
                "the model demo knows only the drawn traffic of euge demo and euge scenes, and finds little on a recording such as %s; choose another (euge models list)"
                    .formatted(video));
  }

  private static boolean isDrawn(String video) {
    if (!video.startsWith("file:")) {
      return false;
    }
    Path file = Path.of(video.replaceFirst("^file:/*", "/"));
    String stem = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    return Files.isRegularFile(file.resolveSibling(stem + VideoGroundTruth.SUFFIX));
  }
}
