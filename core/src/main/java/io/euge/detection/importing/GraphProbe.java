package io.euge.detection.importing;

import io.euge.EugeException;
import io.euge.inference.Engine;
import io.euge.inference.EngineOptions;
import io.euge.inference.GraphMismatchException;
import io.euge.inference.Session;
import io.euge.inference.Workspace;
import io.euge.model.Model;
import io.euge.model.ModelException;
import io.euge.model.importing.GraphImporter;
import io.euge.model.importing.ImportPlan;
import io.euge.model.onnx.ModelInspection;
import io.euge.model.onnx.ModelReader;
import io.euge.model.spec.InputSpec;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Runs imported graphs on synthetic images, on the CPU. */
final class GraphProbe {
  private static final int MOST_THREADS = 4;
  private static final long SEED = 20260511;

  private final Supplier<Engine> engine;

  GraphProbe(Supplier<Engine> engine) {
    this.engine = engine;
  }

  /**
   * What a graph gave.
   *
   * @param model the graph as it was imported; its file is gone
   * @param frames the outputs for each image
   */
  record Outputs(Model model, List<List<FloatBuffer>> frames) {}

  /**
   * Runs the graph on each image alone.
   *
   * @throws EugeException if the graph cannot be run
   */
  Outputs run(ModelInspection graph, ImportPlan plan) {
    return with(
        graph,
        plan,
        (model, session) -> {
          try (Workspace workspace = session.workspace(1)) {
            List<List<FloatBuffer>> frames = new ArrayList<>();
            for (byte[] image : images(model.input())) {
              fill(workspace.input(), 0, image);
              workspace.run(1);
              frames.add(outputs(model, workspace, 0));
            }
            return new Outputs(model, frames);
          }
        });
  }

  /** Returns whether two images in one run give the same, to the bit, as each of them alone. */
  boolean batches(ModelInspection graph, ImportPlan plan) {
    try {
      return with(
          graph,
          plan,
          (model, session) -> {
            try (Workspace workspace = session.workspace(2)) {
              List<byte[]> images = images(model.input());
              fill(workspace.input(), 0, images.get(0));
              fill(workspace.input(), 1, images.get(1));
              workspace.run(2);
              List<List<FloatBuffer>> together =
                  List.of(outputs(model, workspace, 0), outputs(model, workspace, 1));
              for (int i = 0; i < together.size(); i++) {
                fill(workspace.input(), 0, images.get(i));
                workspace.run(1);
                if (!outputs(model, workspace, 0).equals(together.get(i))) {
                  return false;
                }
              }
              return true;
            }
          });
    } catch (EugeException e) {
      // The graph has the size of one frame somewhere inside.
      return false;
    }
  }

  private interface Trial<T> {
    T of(Model model, Session session);
  }

  private <T> T with(ModelInspection graph, ImportPlan plan, Trial<T> trial) {
    Path file = null;
    try {
      file = Files.createTempFile("euge-probe-", ".onnx");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        new GraphImporter(graph, plan).write(out);
      }
      Model model = ModelReader.read(file);
      int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
      EngineOptions options = EngineOptions.DEFAULT.withIntraOpThreads(threads).withCompiled(false);
      try (Session session = engine.get().loadOnProcessor(model, options)) {
        return trial.of(model, session);
      }
    } catch (GraphMismatchException e) {
      throw e;
    } catch (EugeException e) {
      // The file of the trial is gone when the message is read.
      throw file == null
          ? e
          : new EugeException(
              e.getMessage().replace(" (" + file + ")", "").replace(file.toString(), "it"), e);
    } catch (IOException e) {
      throw new ModelException(
          "Cannot try the model %s: %s; give -Djava.io.tmpdir a directory that can be written"
              .formatted(graph.file(), io.euge.file.IoReason.of(e)),
          e);
    } finally {
      delete(file);
    }
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new ModelException("Cannot delete the temporary file " + file, e);
    }
  }

  private static void fill(ByteBuffer input, int slot, byte[] image) {
    input.put(slot * image.length, image);
  }

  private static List<FloatBuffer> outputs(Model model, Workspace workspace, int slot) {
    List<FloatBuffer> outputs = new ArrayList<>();
    for (int i = 0; i < model.outputs().size(); i++) {
      int length = Math.toIntExact(model.outputs().get(i).frameElements().orElseThrow());
      float[] copy = new float[length];
      workspace.output(i).get(slot * length, copy);
      outputs.add(FloatBuffer.wrap(copy));
    }
    return outputs;
  }

  /** Returns blocks of colors, noise, and a slope from dark to light. */
  private static List<byte[]> images(InputSpec input) {
    Random random = new Random(SEED);
    int length = input.frameBytes();
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    byte[] blocks = new byte[length];
    byte[] slope = new byte[length];
    int row = input.width() * InputSpec.CHANNELS;
    int side = Math.max(1, input.width() / 8);
    byte[] colors = new byte[3 * 64 * 64];
    random.nextBytes(colors);
    for (int i = 0; i < length; i++) {
      int x = i % row / InputSpec.CHANNELS;
      int y = i / row;
      int block = (x / side + 8 * (y / side)) % (colors.length / InputSpec.CHANNELS);
      blocks[i] = colors[InputSpec.CHANNELS * block + i % InputSpec.CHANNELS];
      slope[i] = (byte) (255L * y / input.height());
    }
    return List.of(blocks, noise, slope);
  }
}
