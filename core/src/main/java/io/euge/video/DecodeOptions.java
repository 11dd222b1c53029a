package io.euge.video;

import io.euge.EugeException;
import java.io.Serializable;

/**
 * How to decode.
 *
 * @param threads threads of the decoder, from 1 to 64, for codecs of which they give the same
 *     frames behind damage too; others are decoded by one
 * @param sampling which frames are selected
 * @param tolerant whether damage is recorded in {@code VideoReader#damage()} and reading continues
 *     after it where the stream allows; otherwise it is thrown
 * @param device what decodes; a GPU ignores the threads
 */
public record DecodeOptions(int threads, Sampling sampling, boolean tolerant, DecodeDevice device)
    implements Serializable {
  /** One thread, as a task of a cluster has one core; every frame; damage is thrown; the CPU. */
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
