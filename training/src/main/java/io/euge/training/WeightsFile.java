package io.euge.training;

import io.euge.file.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Darknet's weights files, version 0.2: little endian, a header and the floats. */
final class WeightsFile {
  private static final int HEADER = 3 * Integer.BYTES + Long.BYTES;

  private WeightsFile() {}

  /**
   * Writes the file whole or not at all.
   *
   * @param seen how many images the training has seen
   */
  static void write(Path file, float[] weights, long seen) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + weights.length * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).putInt(0).putInt(2).putInt(0).putLong(seen);
    bytes.asFloatBuffer().put(weights);
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    Files.write(
        whole,
        bytes.array(),
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE,
        StandardOpenOption.SYNC);
    AtomicFile.publish(whole, file);
  }
}
