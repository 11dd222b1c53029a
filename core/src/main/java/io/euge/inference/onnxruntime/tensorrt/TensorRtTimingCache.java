package io.euge.inference.onnxruntime.tensorrt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Files in which TensorRT keeps how long kernels took, one directory for each kind of GPU. It
 * writes them in place, so each compilation has copies of its own, which replace the shared files
 * whole when it is done. Of two at once the last stays: what the other found is found again.
 */
final class TensorRtTimingCache {
  private static final String SCRATCH = "scratch-";
  private static final Duration LEFT_OVER = Duration.ofDays(1);

  private final Path directory;

  /** Works in a directory with copies of the files, and changes them. */
  @FunctionalInterface
  interface Use {
    void in(Path scratch) throws Exception;
  }

  TensorRtTimingCache(Path directory) {
    this.directory = directory;
  }

  void use(String kind, Use use) throws Exception {
    Path shared = Files.createDirectories(directory.resolve(kind));
    clearLeftovers();
    Path scratch = Files.createDirectory(directory.resolve(SCRATCH + UUID.randomUUID()));
    try {
      for (Path file : files(shared)) {
        Files.copy(file, scratch.resolve(file.getFileName()));
      }
      use.in(scratch);
      for (Path file : files(scratch)) {
        Files.move(
            file,
            shared.resolve(file.getFileName()),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      delete(scratch);
    }
  }

  /** Removes the directories of processes that died; none compiles for a day. */
  private void clearLeftovers() throws IOException {
    for (Path left : files(directory)) {
      boolean old =
          Files.exists(left)
              && Files.getLastModifiedTime(left)
                  .toInstant()
                  .isBefore(Instant.now().minus(LEFT_OVER));
      if (old && left.getFileName().toString().startsWith(SCRATCH)) {
        delete(left);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      for (Path file : files(folder)) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
