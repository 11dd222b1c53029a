package io.euge.bench.gpu;

import java.io.Serializable;
import java.util.List;

/**
 * The request to a process, which receives it serialized.
 *
 * @param device on which the model runs
 * @param simulation for a device {@code sim}; null for others
 * @param model an ONNX file
 * @param tasks number of concurrent tasks
 * @param shared whether they share one copy of the model
 * @param frames number of frames that a task submits at once
 * @param batch maximum batch size across tasks; 1 if tasks run separately
 * @param delay milliseconds that frames wait at most for a batch across tasks
 * @param tensorRt directory for the models that TensorRT compiles; null for CUDA's kernels
 * @param bytesOfCopy most memory that each copy of the model may take on CUDA; 0 for no limit
 * @param seconds of the steady-state measurement
 * @param small frames per task, for each job of small tasks
 */
record GpuRequest(
    String device,
    Simulation simulation,
    String model,
    int tasks,
    boolean shared,
    int frames,
    int batch,
    int delay,
    String tensorRt,
    long bytesOfCopy,
    double seconds,
    List<Integer> small)
    implements Serializable {
  /**
   * A simulated GPU.
   *
   * @param type built-in type or parameter file
   * @param folder for the state that its processes share
   */
  record Simulation(String type, String folder) implements Serializable {}
}
