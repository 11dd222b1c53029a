package io.euge.inference;

/** The libraries that run models on the CPU. */
public enum EngineType {
  /** Part of Euge. */
  ONNXRUNTIME("onnxruntime", "ONNX Runtime"),
  /** Must be installed. */
  OPENVINO("openvino", "OpenVINO");

  private final String option;
  private final String title;

  EngineType(String option, String title) {
    this.option = option;
    this.title = title;
  }

  /** Returns the name as an option value. */
  public String option() {
    return option;
  }

  /** Returns the name as its authors spell it. */
  @Override
  public String toString() {
    return title;
  }
}
