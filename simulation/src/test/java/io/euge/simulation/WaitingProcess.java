package io.euge.simulation;

import java.io.IOException;
import java.nio.file.Path;

/** A process of its own that uses a simulated GPU together with others. */
final class WaitingProcess {
  private static final String GPU = "GPU-shared";
  private static final long LIMIT_NANOS = 50_000_000_000L;

  private WaitingProcess() {}

  /**
   * Starts one.
   *
   * @param mps whether it is a client of a server
   * @param together processes that it waits for before it begins
   * @param runs one after the other, each of one multiprocessor
   * @param seconds of each, simulated
   */
  static Process start(Path parameters, boolean mps, int together, int runs, double seconds)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            WaitingProcess.class.getName(),
            parameters.toString(),
            Boolean.toString(mps),
            Integer.toString(together),
            Integer.toString(runs),
            Double.toString(seconds))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  public static void main(String[] arguments) throws Exception {
    long process = ProcessHandle.current().pid();
    GpuParameters parameters = GpuParameters.of(arguments[0]);
    long runsBefore = HostGpu.look(parameters, GPU).totals().runs();
    HostGpu gpu =
        HostGpu.attach(
            parameters, GPU, new GpuClient(process, Boolean.parseBoolean(arguments[1]), 1));
    gpu.allocate("model m", 300L << 20);
    long until = System.nanoTime() + LIMIT_NANOS;
    // A run tells that all have been there, and one of them may be gone already.
    while (gpu.look().clients().size() < Integer.parseInt(arguments[2])
        && gpu.look().totals().runs() == runsBefore) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException("The others did not come");
      }
      Thread.sleep(2);
    }
    RunCost cost = new RunCost(0, 0, 1, Double.parseDouble(arguments[4]), 0);
    for (int run = Integer.parseInt(arguments[3]); run > 0; run--) {
      gpu.await(gpu.submit(cost));
    }
  }
}
