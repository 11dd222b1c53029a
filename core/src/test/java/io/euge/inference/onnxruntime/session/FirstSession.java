package io.euge.inference.onnxruntime.session;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.euge.inference.onnxruntime.cuda.Cuda;
import io.euge.inference.onnxruntime.cuda.CudaProbeGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process of its own that loads one small graph and says how long that took. */
final class FirstSession {
  private FirstSession() {}

  /**
   * Starts one.
   *
   * @param cache where Euge keeps what it can make again
   */
  static Process start(Path cache, String... options) throws IOException {
    return start(cache, Map.of(), options);
  }

  /** Starts one with more variables in its environment. */
  static Process start(Path cache, Map<String, String> environment, String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx128m");
    command.addAll(List.of(options));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), FirstSession.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("EUGE_CACHE", cache.toString());
    return builder.start();
  }

  public static void main(String[] arguments) throws OrtException {
    long start = System.nanoTime();
    try (SessionOptions settings = settings();
        OrtSession session =
            OnnxRuntimeEnvironment.get().createSession(CudaProbeGraph.bytes(), settings)) {
      System.out.printf(
          "first session of %d inputs after %d ms, libraries in %s%n",
          session.getNumInputs(),
          (System.nanoTime() - start) / 1_000_000,
          System.getProperty(OnnxRuntimeLibraries.PROPERTY));
    }
    System.out.println("CUDA: " + Cuda.fault().orElse("works"));
  }

  /** After the environment, whose making decides where the libraries come from. */
  private static SessionOptions settings() {
    OnnxRuntimeEnvironment.get();
    return new SessionOptions();
  }
}
