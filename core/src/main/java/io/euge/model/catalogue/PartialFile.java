package io.euge.model.catalogue;

import io.euge.ByteSize;
import io.euge.file.AtomicFile;
import io.euge.file.IoReason;
import io.euge.file.Sha256;
import io.euge.model.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;

/**
 * The part of a file that is downloaded, next to its final place. It outlives the process, so that
 * the next pull resumes it. The owner holds the lock of the model's directory.
 */
final class PartialFile implements AutoCloseable {
  private final CatalogueFile expected;
  private final Path target;
  private final Path part;
  private final FileChannel channel;

  /**
   * @throws ModelException if it cannot be written
   */
  PartialFile(Path target, CatalogueFile expected) {
    this.expected = expected;
    this.target = target;
    this.part = target.resolveSibling(target.getFileName() + ".part");
    try {
      channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.position(channel.size());
      if (length() > expected.bytes()) {
        restart();
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  CatalogueFile expected() {
    return expected;
  }

  /** Returns the number of bytes received. */
  long length() {
    try {
      return channel.position();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Fails before the download if the disk cannot hold the rest of the file.
   *
   * @throws ModelException if it cannot
   */
  void requireSpace() {
    try {
      long free = Files.getFileStore(part).getUsableSpace();
      if (free < expected.bytes() - length()) {
        throw unwritable("only " + ByteSize.decimal(free) + " are free", null);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Removes all bytes. */
  void restart() {
    try {
      channel.truncate(0);
      channel.position(0);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * @throws ModelException if a file of this length cannot be the expected one
   */
  void requireLength(long offered, String where) {
    if (offered != expected.bytes()) {
      throw new ModelException(
          where
              + " has "
              + offered
              + " bytes and "
              + expected.name()
              + " should have "
              + expected.bytes()
              + ": it is not the file that the catalogue lists, and was not used");
    }
  }

  /**
   * Appends all bytes of a stream.
   *
   * @param progress receives the number of bytes received
   * @throws IOException if reading fails
   * @throws ModelException if writing fails, or there are more bytes than expected
   */
  void append(InputStream in, LongConsumer progress) throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      if (length() + count > expected.bytes()) {
        restart();
        throw new ModelException(
            "More came than the "
                + expected.bytes()
                + " bytes that "
                + expected.name()
                + " should have: it is not the file that the catalogue lists, and was not used");
      }
      write(ByteBuffer.wrap(buffer, 0, count));
      progress.accept(length());
    }
  }

  private void write(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Returns the hash of the bytes received. */
  String sha256() {
    return Sha256.of(part);
  }

  /** Moves the complete file to its final place. */
  void publish() {
    try {
      channel.force(true);
      channel.close();
      AtomicFile.publish(part, target);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private ModelException unwritable(IOException e) {
    return unwritable(IoReason.of(e), e);
  }

  private ModelException unwritable(String reason, IOException cause) {
    return new ModelException(
        "Cannot write %s (%s): %s; free space, or set EUGE_CACHE to a directory that can be written and has room"
            .formatted(target, ByteSize.decimal(expected.bytes()), reason),
        cause);
  }

  /** Keeps the bytes for the next pull, if there are any. */
  @Override
  public void close() {
    try {
      if (channel.isOpen() && channel.position() == 0) {
        Files.deleteIfExists(part);
      }
      channel.close();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }
}
