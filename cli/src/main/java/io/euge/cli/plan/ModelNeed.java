package io.euge.cli.plan;

import java.util.OptionalLong;

/**
 * What a model takes.
 *
 * @param name for people
 * @param file bytes of its graph file
 * @param resident bytes that the loaded model takes on a GPU
 * @param buffers bytes of a frame's input and outputs
 * @param activations bytes of a frame's tensors in a run; empty if not known
 */
public record ModelNeed(
    String name, long file, long resident, long buffers, OptionalLong activations) {
  /**
   * Where the activations are not known, they are taken as so many times the buffers. With
   * Darknet's networks it was 6 to 16 times, as counted from their graphs.
   */
  public static final int UNKNOWN_FACTOR = 32;

  public ModelNeed {
    if (file < 0 || resident < 0 || buffers < 0) {
      throw new IllegalArgumentException("a model takes no negative memory");
    }
  }

  /** Bytes on a GPU for each frame of a run: its tensors, and its input and outputs. */
  public long perFrame() {
    return buffers + activations.orElse(UNKNOWN_FACTOR * buffers);
  }
}
