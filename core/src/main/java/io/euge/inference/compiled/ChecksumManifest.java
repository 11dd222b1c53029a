package io.euge.inference.compiled;

import io.euge.file.Listing;
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
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/**
 * The side file that says how long the files of a directory are and what their checksums are. Its
 * own time of change tells when the directory was last used.
 *
 * <p>The checksum is CRC-32C, which reads some gigabytes a second: it is there against damage, and
 * who may write the directory could write a side file to match any hash. A process reads every byte
 * when it first sees a directory; after that a file of the same length, time and identity is taken
 * for unchanged.
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

  /** Writes the manifest of the files that are in a directory now. */
  static void write(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : files(folder)) {
      lines.add(entry(Files.size(file), file) + " " + file.getFileName());
    }
    Files.write(folder.resolve(NAME), lines);
  }

  /** Returns whether the directory exists and its files match the manifest. */
  boolean matches(Path folder) {
    try {
      Map<String, String> manifest = new TreeMap<>();
      for (String line : Files.readAllLines(folder.resolve(NAME))) {
        String[] parts = line.split(" ", 3);
        manifest.put(parts[2], parts[0] + " " + parts[1]);
      }
      List<Path> files = files(folder);
      boolean whole = !files.isEmpty() && files.size() == manifest.size();
      for (int i = 0; whole && i < files.size(); i++) {
        whole = matches(files.get(i), manifest.get(files.get(i).getFileName().toString()));
      }
      return whole;
    } catch (IOException | ArrayIndexOutOfBoundsException e) {
      // Not there, taken away by a cleaner, or no manifest of Euge: to be compiled anew.
      return false;
    }
  }

  private boolean matches(Path file, String expected) throws IOException {
    Stamp stamp = Stamp.of(file);
    if (expected == null || !expected.startsWith(stamp.size() + " ")) {
      return false;
    }
    if (!stamp.equals(seen.get(file))) {
      if (!expected.equals(entry(stamp.size(), file))) {
        return false;
      }
      seen.put(file, stamp);
    }
    return true;
  }

  private static String entry(long size, Path file) throws IOException {
    return String.format(Locale.ROOT, "%d %08x", size, checksum(file));
  }

  /** Records that the directory is used now, unless the cache cannot be written. */
  static void markUsed(Path folder) {
    try {
      Files.setLastModifiedTime(folder.resolve(NAME), FileTime.from(Instant.now()));
    } catch (IOException e) {
      // Only the order of cleaning suffers, and who cannot write does not clean.
      return;
    }
  }

  /** Returns when the directory was last used; the epoch if it has no manifest. */
  static FileTime lastUsed(Path folder) {
    try {
      return Files.getLastModifiedTime(folder.resolve(NAME));
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    return Listing.of(folder).stream().filter(file -> !file.endsWith(NAME)).toList();
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
