package io.euge.cli.plan;

import io.euge.inference.MemoryEstimate;
import io.euge.model.Model;
import io.euge.model.onnx.ModelFootprint;
import io.euge.model.spec.TensorSpec;
import java.util.OptionalLong;

/**
 * The memory requirements of a model.
 *
 * @param name shown to users
 * @param file size of its graph file in bytes
 * @param resident bytes that the loaded model uses on a GPU
 * @param input bytes of a frame's input
 * @param buffers bytes of a frame's input and outputs
 * @param activations bytes of a frame's tensors in a run; empty if unknown
 */
record ModelMemory(
    String name, long file, long resident, long input, long buffers, OptionalLong activations) {
  /**
   * The assumed ratio of activations to buffers if the activations are unknown. For Darknet's
   * networks it is 6 to 16, as computed from their graphs.
   */
  public static final int UNKNOWN_FACTOR = 32;

  /** Checks that no size is negative. */
  public ModelMemory {
    if (file < 0 || resident < 0 || input < 0 || buffers < input) {
      throw new IllegalArgumentException("a model takes no negative memory");
    }
  }

  /** Returns the memory requirements of a model, from its description and its graph file. */
  static ModelMemory of(Model model) {
    long outputs = model.outputs().stream().mapToLong(TensorSpec::frameBytes).sum();
    long buffers = model.input().frameBytes() + outputs;
    return new ModelMemory(
        model.name(),
        model.bytes(),
        MemoryEstimate.of(model),
        model.input().frameBytes(),
        buffers,
        ModelFootprint.of(model.graph()).activations());
  }

  /** Returns the bytes on a GPU per frame of a run: its tensors, its input and its outputs. */
  public long perFrame() {
    return buffers + activations.orElse(UNKNOWN_FACTOR * buffers);
  }
}
