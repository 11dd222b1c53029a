package io.euge.testing;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The libraries of OpenVINO in the Python that {@code .ci/run} prepares, or in the directory that
 * {@code -Deuge.openvino=DIR} names. A test that asks for them where they are not is skipped,
 * visibly; with {@code CI=true} it fails.
 */
public final class OpenVinoInstallation {
  private static final Path PREPARED =
      Path.of(System.getProperty("euge.home", ".."), "target", "python", "lib");

  private OpenVinoInstallation() {}

  /** Returns the directory with the libraries. Ask in a test or in a method that runs before it. */
  public static Path folder() {
    Optional<Path> folder =
        Optional.ofNullable(System.getProperty("euge.openvino"))
            .map(Path::of)
            .or(OpenVinoInstallation::prepared);
    if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
      String message =
          "This test needs OpenVINO: .ci/run installs it in target/python (or set -Deuge.openvino=DIR)";
      if ("true".equals(System.getenv("CI"))) {
        fail(message);
      }
      abort(message);
    }
    return folder.get().toAbsolutePath().normalize();
  }

  private static Optional<Path> prepared() {
    if (!Files.isDirectory(PREPARED)) {
      return Optional.empty();
    }
    try (Stream<Path> pythons = Files.list(PREPARED)) {
      List<Path> found =
          pythons
              .map(python -> python.resolve("site-packages/openvino/libs"))
              .filter(Files::isDirectory)
              .toList();
      return found.stream().findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
