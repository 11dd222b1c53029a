package io.euge.model.darknet;

import io.euge.file.IoReason;
import io.euge.model.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A Darknet weights file, read once from front to back.
 *
 * <p>Little endian. Its header is three 32-bit numbers (major, minor, revision) and how many images
 * the training had seen: 32 bits before version 0.2, 64 bits from then on. Darknet takes version
 * numbers of 1000 and more for old files, and so does this.
 */
final class WeightsFile implements Weights {
  private static final int VERSION_BYTES = 12;
  private static final int CHUNK = 1 << 18;

  private final Path path;
  private final FileChannel channel;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);

  private WeightsFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
    chunk.limit(0);
  }

  /**
   * Opens a file and checks that it has what the network needs, no less and no more.
   *
   * @throws ModelException if it cannot be read or its length does not fit; the message says how
   *     many floats were expected and found
   */
  static WeightsFile open(Path path, Network network) {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(path);
      WeightsFile file = new WeightsFile(path, channel);
      file.header(network);
      channel = null;
      return file;
    } catch (IOException e) {
      throw unreadable(path, e);
    } finally {
      close(path, channel);
    }
  }

  private void header(Network network) throws IOException {
    long size = channel.size();
    long header = VERSION_BYTES + Integer.BYTES;
    if (size >= header) {
      need(VERSION_BYTES);
      long major = chunk.getInt();
      long minor = chunk.getInt();
      chunk.getInt();
      boolean isNew = major * 10 + minor >= 2 && major < 1000 && minor < 1000;
      header += isNew ? Long.BYTES - Integer.BYTES : 0;
    }
    long expected = network.weights();
    long data = Math.max(0, size - header);
    if (size < header || data != expected * Float.BYTES) {
      long over = data % Float.BYTES;
      throw new ModelException(
          path
              + " does not fit "
              + network.file()
              + ": expected "
              + expected
              + " floats after the header, found "
              + data / Float.BYTES
              + (over == 0 ? "" : " and " + over + (over == 1 ? " byte" : " bytes"))
              + "; give the weights that were trained with this cfg");
    }
    chunk.position(0).limit(0);
    channel.position(header);
  }

  @Override
  public void read(Part part, int fanIn, FloatBuffer target) {
    try {
      while (target.hasRemaining()) {
        need(Float.BYTES);
        FloatBuffer floats = chunk.asFloatBuffer();
        int count = Math.min(floats.remaining(), target.remaining());
        target.put(floats.limit(count));
        chunk.position(chunk.position() + count * Float.BYTES);
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private void need(int bytes) throws IOException {
    if (chunk.remaining() >= bytes) {
      return;
    }
    chunk.compact();
    while (chunk.position() < bytes) {
      if (channel.read(chunk) < 0) {
        throw new IOException("the file became shorter while it was read");
      }
    }
    chunk.flip();
  }

  @Override
  public void close() {
    close(path, channel);
  }

  private static void close(Path path, FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw unreadable(path, e);
      }
    }
  }

  private static ModelException unreadable(Path path, IOException cause) {
    return new ModelException(
        "Cannot read the weights file %s: %s; check the path and that the file is complete"
            .formatted(path, IoReason.of(cause)),
        cause);
  }
}
