package io.euge.bench.gpu;

import java.io.Serializable;
import java.util.List;

/**
 * What a process is to do; it is sent to that process.
 *
 * @param device where the model runs
 * @param simulation of a device {@code sim}; null for others
 * @param model an ONNX file
 * @param tasks at once
 * @param shared whether they share one copy of the model
 * @param frames that a task hands over at once
 * @param batch most frames of different tasks in one run; 1 if each runs its own
 * @param seconds that the steady state is measured
 * @param small frames of the tasks of each job of small tasks
 */
record GpuRequest(
    String device,
    Simulation simulation,
    String model,
    int tasks,
    boolean shared,
    int frames,
    int batch,
    double seconds,
    List<Integer> small)
    implements Serializable {
  /**
   * A GPU that is not there.
   *
   * @param type built in, or a file of parameters
   * @param folder for what its processes share
   */
  record Simulation(String type, String folder) implements Serializable {}
}
