package io.euge.cli.plan;

import io.euge.inference.MemoryEstimate;
import io.euge.model.Model;
import io.euge.model.onnx.ModelFootprint;
import io.euge.model.spec.TensorSpec;
import java.util.OptionalLong;

/**
 * The memory that a model takes.
 *
 * @param name for people
 * @param file bytes of its graph file
 * @param resident bytes that the loaded model takes on a GPU
 * @param buffers bytes of a frame's input and outputs
 * @param activations bytes of a frame's tensors in a run; empty if not known
 */
record ModelMemory(String name, long file, long resident, long buffers, OptionalLong activations) {
  /**
   * Where the activations are not known, they are taken as so many times the buffers. With
   * Darknet's networks it was 6 to 16 times, as counted from their graphs.
   */
  public static final int UNKNOWN_FACTOR = 32;

  /** Checks that no size is negative. */
  public ModelMemory {
    if (file < 0 || resident < 0 || buffers < 0) {
      throw new IllegalArgumentException("a model takes no negative memory");
    }
  }

  /** Returns what a model takes, from its description and its graph file. */
  static ModelMemory of(Model model) {
    long outputs = model.outputs().stream().mapToLong(TensorSpec::frameBytes).sum();
    long buffers = model.input().frameBytes() + outputs;
    return new ModelMemory(
        model.name(),
        model.bytes(),
        MemoryEstimate.of(model),
        buffers,
        ModelFootprint.of(model.graph()).activations());
  }

  /** Returns the bytes on a GPU for each frame of a run: its tensors, its input and its outputs. */
  public long perFrame() {
    return buffers + activations.orElse(UNKNOWN_FACTOR * buffers);
  }
}
