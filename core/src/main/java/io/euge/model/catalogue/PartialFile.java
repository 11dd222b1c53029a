package io.euge.model.catalogue;

import io.euge.file.AtomicFile;
import io.euge.file.Sha256;
import io.euge.model.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * What is here of a file that is being fetched, beside the place where it will be, and which answer
 * it is the beginning of. It outlives the process, so that another can go on. The owner holds the
 * {@link PullLock}.
 */
final class PartialFile implements AutoCloseable {
  private final CatalogueFile expected;
  private final Path target;
  private final Path part;
  private final Path origin;
  private final FileChannel channel;

  /**
   * @throws ModelException if it cannot be written
   */
  PartialFile(Path target, CatalogueFile expected) {
    this.expected = expected;
    this.target = target;
    this.part = target.resolveSibling(target.getFileName() + ".part");
    this.origin = target.resolveSibling(target.getFileName() + ".part.origin");
    try {
      channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.position(channel.size());
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  CatalogueFile expected() {
    return expected;
  }

  /** Bytes that are here. */
  long length() {
    try {
      return channel.position();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * The validator of the answer that this is the beginning of, if it is one and came from this
   * address: with it a server says whether it still has the same.
   */
  Optional<String> validator(URI from) {
    try {
      if (length() == 0 || length() >= expected.bytes() || !Files.isRegularFile(origin)) {
        return Optional.empty();
      }
      List<String> lines = Files.readAllLines(origin, StandardCharsets.UTF_8);
      return lines.size() == 2 && lines.get(0).equals(from.toString())
          ? Optional.of(lines.get(1))
          : Optional.empty();
    } catch (IOException e) {
      // Whoever cannot read what it came from begins anew.
      return Optional.empty();
    }
  }

  /** Forgets what is here; what comes now is from this answer. */
  void begin(URI from, Optional<String> validator) {
    try {
      channel.truncate(0);
      channel.position(0);
      Files.deleteIfExists(origin);
      if (validator.isPresent()) {
        Files.write(origin, List.of(from.toString(), validator.get()), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
    requireRoom();
  }

  /**
   * @throws ModelException if what is offered cannot be the file, by its length
   */
  void expectLength(long offered, String where) {
    if (offered != expected.bytes()) {
      throw new ModelException(
          where
              + " has "
              + offered
              + " bytes and "
              + expected.name()
              + " should have "
              + expected.bytes()
              + ": it is not the file that the catalogue means, and was not taken");
    }
  }

  /**
   * Takes what comes, up to the length that the file should have.
   *
   * @param here told the bytes that are here now
   * @throws IOException if reading fails
   * @throws ModelException if writing fails, or more comes than should
   */
  void append(InputStream in, LongConsumer here) throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      if (length() + count > expected.bytes()) {
        forget();
        throw new ModelException(
            "More came than the "
                + expected.bytes()
                + " bytes that "
                + expected.name()
                + " should have: it is not the file that the catalogue means, and was not taken");
      }
      write(ByteBuffer.wrap(buffer, 0, count));
      here.accept(length());
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

  /** The hash of what is here. */
  String sha256() {
    return Sha256.of(part);
  }

  /** Puts the whole and right file where it belongs. */
  void publish() {
    try {
      channel.force(true);
      channel.close();
      AtomicFile.publish(part, target);
      Files.deleteIfExists(origin);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Forgets which answer this is the beginning of: the next attempt begins anew. */
  void forget() {
    try {
      Files.deleteIfExists(origin);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Throws away what is here, and closes. */
  void discard() {
    try {
      channel.close();
      Files.deleteIfExists(part);
      Files.deleteIfExists(origin);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void requireRoom() {
    try {
      long room = Files.getFileStore(part).getUsableSpace();
      if (room < expected.bytes()) {
        throw noRoom(room + " bytes are free", null);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private ModelException unwritable(IOException e) {
    return noRoom(e.getMessage() == null ? e.toString() : e.getMessage(), e);
  }

  private ModelException noRoom(String why, IOException cause) {
    return new ModelException(
        "Cannot write the "
            + expected.bytes()
            + " bytes of "
            + target
            + " ("
            + why
            + "); make room, or set EUGE_CACHE to a folder that can be written and has room",
        cause);
  }

  @Override
  public void close() {
    try {
      if (channel.isOpen() && channel.position() == 0) {
        discard();
      }
      channel.close();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }
}
