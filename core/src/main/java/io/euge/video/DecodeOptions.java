package io.euge.video;

import io.euge.EugeException;
import java.io.Serializable;

/**
 * How to decode.
 *
 * @param threads threads of the decoder, from 1 to 64; more than one decodes several frames at once
 *     and gives the same pixels
 */
public record DecodeOptions(int threads) implements Serializable {
  /** One thread: a task of a cluster has one core. */
  public static final DecodeOptions DEFAULT = new DecodeOptions(1);

  public DecodeOptions {
    if (threads < 1 || threads > 64) {
      throw new EugeException(
          "A decoder cannot run with " + threads + " threads; ask for 1 to 64 threads");
    }
  }
}
