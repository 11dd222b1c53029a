package io.euge.model.darknet;

import io.euge.model.darknet.Weights.Part;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes weights in Darknet's own format, so that Darknet's other readers see the same floats. */
final class DarknetWeights {
  private DarknetWeights() {}

  /** Version 0.2.5, as today's Darknet writes. */
  static Path writeSeeded(Path cfg, long seed, Path file) throws IOException {
    Network network = Network.of(Cfg.read(cfg));
    try (Weights weights = new SeededWeights(seed);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 18)) {
      out.write(header(0, 2, 5, true));
      for (Network.Step step : network.steps()) {
        if (step.layer() instanceof Layer.Convolutional conv) {
          int fanIn = conv.fanIn(step.in().get(0));
          for (Part part : Part.values()) {
            if (conv.batchNormalize() || part == Part.BIAS || part == Part.KERNEL) {
              int count = conv.filters() * (part == Part.KERNEL ? fanIn : 1);
              ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
              weights.read(part, fanIn, bytes.asFloatBuffer());
              out.write(bytes.array());
            }
          }
        }
      }
    }
    return file;
  }

  static Path write(Path file, byte[] header, float... floats) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * floats.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(FloatBuffer.wrap(floats));
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      out.write(header);
      out.write(bytes.array());
    }
    return file;
  }

  static byte[] header(int major, int minor, int revision, boolean isSeenLong) {
    ByteBuffer header = ByteBuffer.allocate(isSeenLong ? 20 : 16).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(major).putInt(minor).putInt(revision);
    return isSeenLong ? header.putLong(32_013_312L).array() : header.putInt(32_013_312).array();
  }
}
