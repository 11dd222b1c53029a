package io.euge.model.darknet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * OpenCV's Darknet importer, an implementation that shares nothing with ours, as a process of its
 * own. A test that needs it is skipped, visibly, where it is missing; with {@code CI=true} it
 * fails.
 */
final class OpenCv {
  private static final String PYTHON = "/usr/bin/python3";
  private static final Path CFGS = Path.of("/usr/share/darknet/cfg");

  private OpenCv() {}

  static void require(Path folder) throws IOException, InterruptedException {
    if (!Files.isExecutable(Path.of(PYTHON))
        || run(folder, List.of(PYTHON, "-c", "import cv2, numpy")) != 0) {
      missing("python3-opencv");
    }
  }

  /** One of the cfg files of Debian's package. */
  static Path cfg(String name) {
    Path cfg = CFGS.resolve(name + ".cfg");
    if (!Files.exists(cfg)) {
      missing("darknet");
    }
    return cfg;
  }

  /** The named outputs for one tensor, each flat. */
  static List<float[]> heads(
      Path folder, Path cfg, Path weights, byte[] pixels, int width, int height, List<String> names)
      throws IOException, InterruptedException {
    Path script = folder.resolve("opencv_heads.py");
    try (InputStream in = OpenCv.class.getResourceAsStream("/opencv_heads.py")) {
      Files.write(script, in.readAllBytes());
    }
    Path input = Files.write(folder.resolve("input.u8"), pixels);
    List<String> command =
        new ArrayList<>(
            List.of(
                PYTHON,
                script.toString(),
                cfg.toString(),
                weights.toString(),
                input.toString(),
                Integer.toString(width),
                Integer.toString(height),
                folder.toString()));
    command.addAll(names);
    int status = run(folder, command);
    assertThat(status).as(Files.readString(folder.resolve("opencv.log"))).isZero();
    List<float[]> heads = new ArrayList<>();
    for (String name : names) {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name + ".f32")));
      float[] values = new float[bytes.remaining() / Float.BYTES];
      bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      heads.add(values);
    }
    return heads;
  }

  private static int run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("opencv.log").toFile())
            .start();
    try {
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        throw new AssertionError("OpenCV did not answer in 120 seconds");
      }
      return process.exitValue();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static void missing(String debianPackage) {
    String message = "This test needs Debian's package " + debianPackage + ", which is not there";
    if ("true".equals(System.getenv("CI"))) {
      fail(message);
    }
    abort(message);
  }
}
