package io.euge.cli.doctor;

/**
 * What a process of a trial is to do.
 *
 * @param device where; {@code null} to say only why CUDA cannot be used
 * @param model an .onnx file
 * @param tasks that run at the same time
 * @param shared whether they share one copy of the model
 * @param seconds of measuring
 * @param outputs file for the outputs of the first frame, as floats
 */
record TrialOrder(
    String device, String model, int tasks, boolean shared, double seconds, String outputs) {
  static final TrialOrder CUDA_FAULT = new TrialOrder(null, null, 0, true, 0, null);
}
