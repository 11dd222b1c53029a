package io.euge.spark.conf;

/** The group of a configuration entry, which determines who can set it. */
public enum ConfigGroup {
  /** Options of {@code format("detections")} and {@code format("video")}. */
  READING("Reading videos", true),
  /** Options of {@code format("detections")} alone. */
  DETECTION("Detection", true),
  /** Options of {@code format("video")} alone. */
  IMAGES("Images", true),
  /** Options of {@code readStream} alone. */
  STREAMS("Streams", true),
  /** How an executor keeps models. */
  MODELS("Models", false),
  /** How executors share GPUs. */
  GPUS("GPUs", false),
  /** NVIDIA's Multi-Process Service. */
  MPS("MPS", false),
  /** CUDA in an executor. */
  CUDA("CUDA", false),
  /** TensorRT in an executor. */
  TENSORRT("TensorRT", false),
  /** Simulated GPUs. */
  SIMULATION("Simulated GPUs", false);

  private final String title;
  private final boolean option;

  ConfigGroup(String title, boolean option) {
    this.title = title;
    this.option = option;
  }

  /** Returns the group's heading in the documentation. */
  public String title() {
    return title;
  }

  /**
   * Returns whether a reader's option can set its entries. The others are read once in each
   * executor process and hold for all its jobs, so Spark's configuration alone sets them.
   */
  public boolean isOption() {
    return option;
  }
}
