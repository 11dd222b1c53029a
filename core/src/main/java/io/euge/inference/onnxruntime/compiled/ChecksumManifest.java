package io.euge.inference.onnxruntime.compiled;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The side file that says how long the files of a folder are and what their checksums are. Its own
 * time of change tells when the folder was last used.
 *
 * <p>The checksum is CRC-32C, which reads some gigabytes a second: it is there against damage, and
 * who may write the folder could write a side file to match any hash. A process reads every byte
 * when it first sees a folder; after that a file of the same length, time and identity is taken for
 * unchanged.
 */
final class ChecksumManifest {
  private static final String NAME = "seal";
  private static final int CHUNK = 1 << 20;

  private final Map<Path, Stamp> seen = new ConcurrentHashMap<>();

  private record Stamp(long size, Instant changed, String identity) {
    static Stamp of(Path file) throws IOException {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(is.size(), is.lastModifiedTime().toInstant(), String.valueOf(is.fileKey()));
    }
  }

  /** Seals the files that are in a folder now. */
  static void write(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : files(folder)) {
      lines.add(
          "%d %08x %s".formatted(Files.size(file), checksum(file), file.getFileName().toString()));
    }
    Files.write(folder.resolve(NAME), lines);
  }

  /** Whether the folder is there, sealed, and as it was sealed. */
  boolean holds(Path folder) {
    try {
      Map<String, String> sealed = new TreeMap<>();
      for (String line : Files.readAllLines(folder.resolve(NAME))) {
        String[] parts = line.split(" ", 3);
        sealed.put(parts[2], parts[0] + " " + parts[1]);
      }
      List<Path> files = files(folder);
      boolean whole = !files.isEmpty() && files.size() == sealed.size();
      for (int i = 0; whole && i < files.size(); i++) {
        whole = holds(files.get(i), sealed.get(files.get(i).getFileName().toString()));
      }
      return whole;
    } catch (IOException | ArrayIndexOutOfBoundsException e) {
      // Not there, taken away by a cleaner, or no seal of ours: to be compiled anew.
      return false;
    }
  }

  private boolean holds(Path file, String sealed) throws IOException {
    Stamp stamp = Stamp.of(file);
    if (sealed == null || !sealed.startsWith(stamp.size() + " ")) {
      return false;
    }
    if (!stamp.equals(seen.get(file))) {
      if (!sealed.equals("%d %08x".formatted(stamp.size(), checksum(file)))) {
        return false;
      }
      seen.put(file, stamp);
    }
    return true;
  }

  /** Notes that the folder is used now; in a cache that cannot be written nothing is noted. */
  static void use(Path folder) {
    try {
      Files.setLastModifiedTime(folder.resolve(NAME), FileTime.from(Instant.now()));
    } catch (IOException e) {
      // Only the order of cleaning suffers, and who cannot write does not clean.
      return;
    }
  }

  /** When the folder was last used; the beginning of time if it is not sealed. */
  static FileTime lastUsed(Path folder) {
    try {
      return Files.getLastModifiedTime(folder.resolve(NAME));
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.endsWith(NAME)).sorted().toList();
    }
  }

  private static int checksum(Path file) throws IOException {
    CRC32C checksum = new CRC32C();
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    try (FileChannel channel = FileChannel.open(file)) {
      while (channel.read(chunk) >= 0) {
        checksum.update(chunk.flip());
        chunk.clear();
      }
    }
    return (int) checksum.getValue();
  }
}
