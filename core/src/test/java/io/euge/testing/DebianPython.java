package io.euge.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a script that needs OpenCV in Debian's own Python, whatever other Python comes first on the
 * path. Where the package python3-opencv is missing the test is skipped, visibly; with {@code
 * CI=true} it fails.
 */
public final class DebianPython {
  private static final String PYTHON = "/usr/bin/python3";

  private DebianPython() {}

  /** The lines the script printed. It must end well within five minutes. */
  public static List<String> run(Path script, String... arguments) {
    return run(
        PYTHON,
        "cv2",
        "This test needs OpenCV for Python: apt-get install python3-opencv",
        script,
        arguments);
  }

  /**
   * Runs a script in a Python that has a module.
   *
   * @param missing what is said where it has not
   */
  static List<String> run(
      String python, String module, String missing, Path script, String... arguments) {
    if (execute(List.of(python, "-c", "import " + module), null) != 0) {
      if ("true".equals(System.getenv("CI"))) {
        fail(missing);
      }
      abort(missing);
    }
    List<String> command = new ArrayList<>(List.of(python, script.toString()));
    command.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile("reference", ".txt");
      try {
        assertThat(execute(command, output)).as("exit code of " + command).isZero();
        return Files.readAllLines(output);
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int execute(List<String> command, Path output) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(
        output == null ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.INHERIT);
    builder.redirectOutput(
        output == null
            ? ProcessBuilder.Redirect.DISCARD
            : ProcessBuilder.Redirect.to(output.toFile()));
    try {
      Process process = builder.start();
      try {
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ended: " + command).isTrue();
        return process.exitValue();
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + command, e);
    }
  }
}
