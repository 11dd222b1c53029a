package io.euge.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * NVIDIA's own programs, which need no GPU to be asked. Where one is missing the test is skipped,
 * visibly; with {@code CI=true} it fails.
 */
public final class NvidiaTools {
  private NvidiaTools() {}

  public static Path smi() {
    return program("nvidia-smi", "nvidia-smi");
  }

  public static Path mpsControl() {
    return program("nvidia-cuda-mps-control", "nvidia-cuda-mps");
  }

  private static Path program(String name, String debian) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(
            () -> {
              String message =
                  "This test needs " + name + ": apt-get install " + debian + " (non-free)";
              if ("true".equals(System.getenv("CI"))) {
                fail(message);
              }
              return abort(message);
            });
  }
}
