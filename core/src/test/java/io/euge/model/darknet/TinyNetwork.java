package io.euge.model.darknet;

import io.euge.model.Model;
import io.euge.model.store.ModelStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A network small enough for results by hand: section 0 turns bytes into the numbers they are, the
 * test's own sections follow as 1, 2 and so on, and the head passes their channels on.
 */
final class TinyNetwork {
  private final Path folder;
  private final int width;
  private final int height;

  TinyNetwork(Path folder, int width, int height) {
    this.folder = folder;
    this.width = width;
    this.height = height;
  }

  /**
   * What the sections give for one frame, channels first.
   *
   * @param channels how many the last section has, at most 6
   * @param pixels red, green, blue of each pixel
   */
  float[] compute(String sections, int channels, float[] weights, int... pixels) throws Exception {
    Model model = model(sections, channels, weights);
    return head(model, channels, 1, pixels);
  }

  Model model(String sections, int channels, float... weights) throws Exception {
    String cfg =
        """
        [net]
        width=%d
        height=%d
        [convolutional]
        filters=3
        activation=linear
        %s
        [convolutional]
        filters=6
        activation=linear
        [yolo]
        anchors=3,4
        num=1
        classes=1
        """
            .formatted(width, height, sections);
    float[] first = {0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255};
    float[] last = new float[6 + 6 * channels];
    for (int channel = 0; channel < channels; channel++) {
      last[6 + channel * channels + channel] = 1;
    }
    return write(cfg, join(first, weights, last));
  }

  /** The whole of a cfg, without anything added. */
  Model write(String cfg, float... weights) throws Exception {
    Path file = Files.writeString(folder.resolve("tiny.cfg"), cfg);
    Path names = Files.writeString(folder.resolve("tiny.names"), "thing\n");
    Path floats =
        DarknetWeights.write(
            folder.resolve("tiny.weights"), DarknetWeights.header(0, 2, 0, true), weights);
    DarknetFiles files =
        new DarknetFiles(file, Optional.of(floats), OptionalLong.empty(), Optional.of(names));
    return ModelStore.convert(files, folder.resolve("tiny.onnx"));
  }

  float[] head(Model model, int channels, int frames, int... pixels) throws Exception {
    byte[] images = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      images[i] = (byte) pixels[i];
    }
    Map<String, float[]> outputs = OnnxRun.run(model.graph(), images, frames, height, width, 3);
    float[] head = outputs.get(model.outputs().get(0).name());
    return Arrays.copyOf(head, head.length / 6 * channels);
  }

  static float[] join(float[]... parts) {
    float[] all = new float[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
