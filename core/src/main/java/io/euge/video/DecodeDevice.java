package io.euge.video;

/** The device that decodes videos. */
public enum DecodeDevice {
  /** The CPU: all supported codecs, with the same pixels on all machines. */
  CPU,
  /**
   * The decoder of the first NVIDIA GPU that the process sees. Frames are copied to main memory and
   * scaled there like those of the CPU. The codecs' standards define all pixels; for H.264, those
   * of an H100 equaled the CPU's.
   */
  CUDA
}
