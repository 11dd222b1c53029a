package io.euge.cli.plan;

import io.euge.device.gpu.GpuShare;
import io.euge.inference.SimulatedGpuType;
import java.util.OptionalDouble;

/**
 * The memory of a GPU that a process takes in addition to a model's weights.
 *
 * @param context bytes of CUDA before a model is loaded
 * @param workspace bytes of a loaded model: workspaces of cuDNN's convolutions and the reserve of
 *     the allocator
 * @param activation bytes of a frame's buffers per byte of its input; empty to compute them from
 *     the model's graph
 * @param source whether the values are assumed or measured, and on what
 */
record CudaMemory(long context, long workspace, OptionalDouble activation, String source) {
  /** The values for a GPU of which nothing is known. */
  static final CudaMemory ASSUMED =
      new CudaMemory(GpuShare.CONTEXT, 256L << 20, OptionalDouble.empty(), "assumed");

  /** Returns the values of a parameter file. */
  static CudaMemory of(SimulatedGpuType gpu) {
    return new CudaMemory(
        gpu.context(),
        gpu.session(),
        OptionalDouble.of(gpu.activation()),
        gpu.measured().map(on -> "measured on " + on).orElse("assumed for " + gpu.name()));
  }

  /** Returns the bytes of a model's weights, with what loading needs if that was not measured. */
  long weights(ModelMemory model) {
    return activation.isPresent() ? model.file() : model.resident();
  }

  /** Returns the bytes per frame of a run. */
  long perFrame(ModelMemory model) {
    return activation.isPresent()
        ? (long) Math.ceil(activation.getAsDouble() * model.input())
        : model.perFrame();
  }

  /** Returns the bytes for the model, the workspaces and one run of a batch. */
  long need(ModelMemory model, int batch) {
    return weights(model) + workspace + batch * perFrame(model);
  }
}
