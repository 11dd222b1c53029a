package io.euge.video;

/** What decodes videos. */
public enum DecodeDevice {
  /** The processor: any admitted codec, the same pixels everywhere. */
  CPU,
  /**
   * The decoder of an NVIDIA GPU, the first that the process sees. Frames come back to main memory
   * and are scaled there as the processor's are. Standards leave decoders no freedom; with H.264 on
   * an H100 the pixels were those of the CPU.
   */
  CUDA
}
