package io.euge.video;

import io.euge.EugeException;
import java.io.Serializable;

/**
 * Options of decoding.
 *
 * @param threads threads of the decoder, from 1 to 64, for codecs whose frames after damage do not
 *     depend on threads; other codecs have one
 * @param sampling the frames that are selected
 * @param tolerant whether damage is recorded in {@code VideoReader#damage()} and reading continues
 *     after it where the stream allows it; otherwise damage is thrown
 * @param device the device that decodes; a GPU ignores the threads
 */
public record DecodeOptions(int threads, Sampling sampling, boolean tolerant, DecodeDevice device)
    implements Serializable {
  /** Decodes all frames on the CPU with one thread, and throws damage. */
  public static final DecodeOptions DEFAULT =
      new DecodeOptions(1, Sampling.ALL, false, DecodeDevice.CPU);

  public DecodeOptions {
    if (threads < 1 || threads > 64) {
      throw new EugeException(
          "A decoder cannot run with " + threads + " threads; ask for 1 to 64 threads");
    }
  }

  public DecodeOptions withThreads(int threads) {
    return new DecodeOptions(threads, sampling, tolerant, device);
  }

  public DecodeOptions withSampling(Sampling sampling) {
    return new DecodeOptions(threads, sampling, tolerant, device);
  }

  public DecodeOptions withTolerance(boolean tolerant) {
    return new DecodeOptions(threads, sampling, tolerant, device);
  }

  public DecodeOptions withDevice(DecodeDevice device) {
    return new DecodeOptions(threads, sampling, tolerant, device);
  }
}
