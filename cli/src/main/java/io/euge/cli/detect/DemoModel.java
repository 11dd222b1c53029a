package io.euge.cli.detect;

import io.euge.evaluation.groundtruth.VideoGroundTruth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/** Warns that the model {@code demo} was trained on synthetic traffic only. */
final class DemoModel {
  private static final String NAME = "demo";

  private DemoModel() {}

  static boolean is(String model) {
    return NAME.equalsIgnoreCase(model);
  }

  /**
   * Returns a warning if a video was not created by {@code euge demo} or {@code euge scenes}, which
   * write the ground truth to the same directory.
   *
   * @param videos paths in Hadoop's form
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
