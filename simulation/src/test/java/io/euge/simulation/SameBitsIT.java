package io.euge.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.detection.pipeline.DetectionModels;
import io.euge.device.Device;
import io.euge.inference.Engine;
import io.euge.inference.EngineOptions;
import io.euge.inference.Workspace;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.inference.sharing.ModelLease;
import io.euge.inference.sharing.SharedModels;
import io.euge.inference.sharing.SharingMode;
import io.euge.model.Model;
import io.euge.simulation.testing.SimulatedGpus;
import io.euge.testing.NoLeaks;
import io.euge.testing.Shared;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** On a simulated GPU, in batches, a real network gives the same bits as on the CPU. */
@ExtendWith(NoLeaks.class)
class SameBitsIT {
  private static final int FRAMES = 4;
  private static final EngineOptions PLAIN = EngineOptions.DEFAULT.withCompiled(false);

  @TempDir Path folder;

  @Test
  void aSimulatedAcceleratorGivesTheProcessorsBits() {
    Model model =
        DetectionModels.in(folder.resolve("models"))
            .resolve(Shared.model("yolo-fastest-1.1-xl.cfg").toString());
    Engine processor = new OnnxRuntimeEngine();
    Engine simulated =
        GpuParameters.of(SimulatedGpus.instant(folder).toString())
            .engine(processor, Device::toString);
    List<Integer> expected = bits(processor, model, Device.CPU, 1);
    assertThat(bits(simulated, model, Device.parse("sim:0"), 2)).isEqualTo(expected);
  }

  /** Runs all frames, {@code capacity} at a time, and returns the bits of their outputs. */
  private static List<Integer> bits(Engine engine, Model model, Device device, int capacity) {
    List<List<Integer>> frames = new ArrayList<>();
    try (SharedModels models = new SharedModels(engine);
        ModelLease lease = models.acquire(model, device, PLAIN, SharingMode.PROCESS);
        Workspace workspace = lease.workspace(capacity)) {
      byte[] noise = new byte[workspace.input().capacity() / capacity];
      for (int first = 0; first < FRAMES; first += capacity) {
        for (int slot = 0; slot < capacity; slot++) {
          new Random(first + slot).nextBytes(noise);
          workspace.input().put(slot * noise.length, noise);
        }
        workspace.run(capacity);
        for (int slot = 0; slot < capacity; slot++) {
          frames.add(bits(workspace, model, slot, capacity));
        }
      }
    }
    assertThat(frames).doesNotHaveDuplicates();
    return frames.stream().flatMap(List::stream).toList();
  }

  private static List<Integer> bits(Workspace workspace, Model model, int slot, int frames) {
    List<Integer> bits = new ArrayList<>();
    for (int index = 0; index < model.outputs().size(); index++) {
      FloatBuffer output = workspace.output(index);
      int floats = output.remaining() / frames;
      for (int i = 0; i < floats; i++) {
        bits.add(Float.floatToRawIntBits(output.get(slot * floats + i)));
      }
    }
    return bits;
  }
}
