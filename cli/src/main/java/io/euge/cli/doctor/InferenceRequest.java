package io.euge.cli.doctor;

import java.io.Serializable;

/**
 * The request to a child process.
 *
 * @param device on which the model runs; {@code null} to test only whether CUDA can be used
 * @param sim the simulated GPU; {@code null} for other devices
 * @param model an .onnx file
 * @param tasks number of concurrent tasks
 * @param shared whether they share one copy of the model
 * @param seconds duration of the measurement
 */
record InferenceRequest(
    String device, SimulatedGpu sim, String model, int tasks, boolean shared, double seconds)
    implements Serializable {
  static final InferenceRequest CUDA_FAULT = new InferenceRequest(null, null, null, 0, true, 0);

  /**
   * A simulated GPU.
   *
   * @param type built-in type or parameter file
   * @param folder for the state that its processes share
   */
  record SimulatedGpu(String type, String folder, String uuid) implements Serializable {}
}
