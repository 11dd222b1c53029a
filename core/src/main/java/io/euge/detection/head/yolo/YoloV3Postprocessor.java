package io.euge.detection.head.yolo;

import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.Candidates;
import io.euge.detection.head.Postprocessor;
import io.euge.model.Model;
import java.nio.FloatBuffer;
import java.util.function.IntFunction;

/** Takes the boxes of all scales of a YOLOv3 head together. */
final class YoloV3Postprocessor implements Postprocessor {
  private final YoloV3LayerPostprocessor[] layers;
  private final int[] outputs;

  YoloV3Postprocessor(YoloV3Head head, Model model, BoxFilter filter) {
    layers =
        head.layers().stream()
            .map(layer -> new YoloV3LayerPostprocessor(layer, model.input(), filter))
            .toArray(YoloV3LayerPostprocessor[]::new);
    outputs = head.layers().stream().mapToInt(layer -> model.outputIndex(layer.output())).toArray();
  }

  @Override
  public void process(IntFunction<FloatBuffer> tensors, int slot, Candidates candidates) {
    for (int i = 0; i < layers.length; i++) {
      layers[i].process(tensors.apply(outputs[i]), slot, candidates);
    }
  }
}
