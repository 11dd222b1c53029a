package io.euge.inference.onnxruntime.cuda;

/** The strategy that chooses cuDNN's kernel for a convolution. */
public enum ConvolutionSearch {
  /**
   * By trying all for each new shape. The first runs are slow, and two processes may choose
   * differently, so that their last digits differ.
   */
  EXHAUSTIVE,
  /** By cuDNN's rules: at once, and the same in every process on the same GPU. */
  HEURISTIC,
  /** One kernel for all. */
  DEFAULT
}
