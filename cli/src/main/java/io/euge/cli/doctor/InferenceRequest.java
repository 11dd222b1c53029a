package io.euge.cli.doctor;

import java.io.Serializable;

/**
 * What a process of a trial is to do.
 *
 * @param device where; {@code null} to say only why CUDA cannot be used
 * @param sim the folder of a simulated GPU's state, and its type; {@code null} for other devices
 * @param model an .onnx file
 * @param tasks that run at the same time
 * @param shared whether they share one copy of the model
 * @param seconds of measuring
 */
record InferenceRequest(
    String device, SimulatedGpu sim, String model, int tasks, boolean shared, double seconds)
    implements Serializable {
  static final InferenceRequest CUDA_FAULT = new InferenceRequest(null, null, null, 0, true, 0);

  /**
   * A GPU that is not there.
   *
   * @param type built in, or a file of parameters
   * @param folder for what its processes share
   */
  record SimulatedGpu(String type, String folder, String uuid) implements Serializable {}
}
