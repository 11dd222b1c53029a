package io.euge.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Writes files atomically: to a temporary file with a unique name in the same directory, flushed to
 * disk, then renamed. Readers never see a partial file. Any number of processes may write the same
 * file concurrently; the last rename wins.
 */
public final class AtomicFile {
  /** The suffix of temporary files. */
  public static final String TEMPORARY_SUFFIX = ".tmp";

  private AtomicFile() {}

  /** The content of a file. */
  public interface Content {
    /** Writes the bytes. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file into a directory.
   *
   * @param folder an existing directory
   * @param name maps the SHA-256 of the content to the name of the file
   * @return the file
   */
  public static Path write(Path folder, UnaryOperator<String> name, Content content)
      throws IOException {
    Path temporary = folder.resolve("euge-" + UUID.randomUUID() + TEMPORARY_SUFFIX);
    try {
      DigestOutputStream digest;
      try (FileChannel channel =
              FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          OutputStream file = Channels.newOutputStream(channel)) {
        digest = new DigestOutputStream(file, Sha256.newDigest());
        OutputStream out = new BufferedOutputStream(digest, 1 << 18);
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Path target = folder.resolve(name.apply(Sha256.hex(digest.getMessageDigest())));
      publish(temporary, target);
      return target;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Renames a complete file to its final name. The caller has flushed its content to disk.
   *
   * @param finished the complete file, in the same directory as the target
   * @param target replaced if it exists
   */
  public static void publish(Path finished, Path target) throws IOException {
    Files.move(
        finished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel entries = FileChannel.open(target.getParent())) {
      entries.force(true);
    }
  }
}
