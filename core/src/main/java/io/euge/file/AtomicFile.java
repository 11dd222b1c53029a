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
 * Writes a file so that nobody ever sees half of it: beside its place under a name of its own, down
 * to the disk, then renamed. Any number of processes may write the same file at once; the last
 * rename stays.
 */
public final class AtomicFile {
  public static final String UNFINISHED = ".tmp";

  private AtomicFile() {}

  /** Writes the bytes. */
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file into a folder.
   *
   * @param folder exists
   * @param name from the bytes' SHA-256 to the file's name
   * @return the file
   */
  public static Path write(Path folder, UnaryOperator<String> name, Content content)
      throws IOException {
    Path unfinished = folder.resolve("euge-" + UUID.randomUUID() + UNFINISHED);
    try {
      DigestOutputStream digest;
      try (FileChannel channel =
              FileChannel.open(
                  unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          OutputStream file = Channels.newOutputStream(channel)) {
        digest = new DigestOutputStream(file, Sha256.digest());
        OutputStream out = new BufferedOutputStream(digest, 1 << 18);
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Path target = folder.resolve(name.apply(Sha256.hex(digest.getMessageDigest())));
      publish(unfinished, target);
      return target;
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /**
   * Puts a file that is whole and on the disk where others look for it.
   *
   * @param finished in the same folder as the target; no more there afterwards
   * @param target replaced if it is there
   */
  public static void publish(Path finished, Path target) throws IOException {
    Files.move(
        finished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel entries = FileChannel.open(target.getParent())) {
      entries.force(true);
    }
  }
}
