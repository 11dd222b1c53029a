package io.euge.peers;

import io.euge.detection.DetectionOptions;
import io.euge.detection.FrameDetections;
import io.euge.detection.family.FramePostprocessor;
import io.euge.model.Model;
import io.euge.model.onnx.ModelReader;
import io.euge.model.spec.TensorSpec;
import io.euge.video.Letterbox;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Euge's own decoding of raw outputs, the same for every contestant. For one thread. */
public final class Heads {
  private final Model model;
  private final FramePostprocessor postprocessor;

  /** Reads the heads' description in a graph that Euge's importer wrote. */
  public Heads(String onnx) {
    model = ModelReader.read(Path.of(onnx));
    postprocessor = new FramePostprocessor(model, DetectionOptions.DEFAULT);
  }

  public int inputWidth() {
    return model.input().width();
  }

  public int inputHeight() {
    return model.input().height();
  }

  /** The names of the graph's outputs, in the order in which they are decoded. */
  public List<String> outputs() {
    return model.outputs().stream().map(TensorSpec::name).toList();
  }

  /**
   * @param outputs of all heads, for a batch
   * @param slot the frame's place in it
   */
  public Frame decode(List<FloatBuffer> outputs, int slot, long number, int width, int height) {
    Letterbox box = Letterbox.of(width, height, inputWidth(), inputHeight());
    FrameDetections frame = postprocessor.process(outputs::get, slot, box, number, 0, width, height);
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < frame.count(); i++) {
      found.add(
          new Found(
              frame.label(i),
              frame.confidence(i),
              frame.x(i),
              frame.y(i),
              frame.width(i),
              frame.height(i)));
    }
    return new Frame(number, found);
  }
}
