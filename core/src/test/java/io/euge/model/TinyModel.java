package io.euge.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Darknet model of one convolution and one head for frames of 8x4 pixels, as files. */
public final class TinyModel {
  private static final String CFG =
      """
      [net]
      width=8
      height=4
      [convolutional]
      filters=14
      activation=linear
      [yolo]
      mask=1,2
      anchors=1,2, 3,4, 5,6
      num=3
      classes=2
      scale_x_y=1.05
      """;

  private TinyModel() {}

  /** Writes {@code tiny.cfg} with its weights and labels. */
  public static Path write(Path folder) throws Exception {
    return write(folder, 56);
  }

  /** The same with so many floats of weights, whether they fit or not. */
  public static Path write(Path folder, int floats) throws Exception {
    Files.createDirectories(folder);
    ByteBuffer weights = ByteBuffer.allocate(20 + 4 * floats).order(ByteOrder.LITTLE_ENDIAN);
    weights.putInt(0).putInt(2).putInt(0).putLong(1);
    while (weights.hasRemaining()) {
      weights.putFloat(weights.position() / 100f);
    }
    Files.write(folder.resolve("tiny.weights"), weights.array());
    Files.writeString(folder.resolve("tiny.names"), "car\nvan \n\n");
    return Files.writeString(folder.resolve("tiny.cfg"), CFG);
  }
}
