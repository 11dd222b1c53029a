package io.euge.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs a script that needs ONNX Runtime and NumPy in the Python that {@code .ci/run} prepares, else
 * in the one of the path. Where neither has them the test is skipped, visibly; with {@code CI=true}
 * it fails.
 */
public final class OnnxPython {
  private static final Path PREPARED =
      Path.of(System.getProperty("euge.home", ".."), "target", "python", "bin", "python");

  private OnnxPython() {}

  /** The lines the script printed. It must end well within five minutes. */
  public static List<String> run(Path script, String... arguments) {
    return DebianPython.run(
        Files.isExecutable(PREPARED) ? PREPARED.toAbsolutePath().toString() : "python3",
        "numpy, onnxruntime",
        "This test needs ONNX Runtime for Python: pip install numpy onnxruntime",
        script,
        arguments);
  }
}
