package io.euge.testing;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The real videos and weights that lie beside the project. A test that asks for one that is not
 * there is skipped, visibly; with {@code CI=true} it fails. Ask in a test or in a method that runs
 * before it, neither in a static initializer nor within an assertion about exceptions: these turn
 * the skip into a failure.
 */
public final class Shared {
  private static final Path ROOT = Path.of(System.getProperty("euge.shared", "../../shared"));

  private Shared() {}

  public static Path highway() {
    return file("data/videos/highway.mp4");
  }

  public static Path carDetection() {
    return file("data/videos/car-detection.mp4");
  }

  public static Path model(String name) {
    return file("data/models/" + name);
  }

  public static Path file(String name) {
    Path file = ROOT.resolve(name).toAbsolutePath().normalize();
    if (!Files.exists(file)) {
      String message = "This test needs " + file + ", which is not there (set -Deuge.shared=DIR)";
      if ("true".equals(System.getenv("CI"))) {
        fail(message);
      }
      abort(message);
    }
    return file;
  }
}
