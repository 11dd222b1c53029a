package io.euge.dist;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Fills a directory with videos, one after another: every other one is moved there when it is
 * complete, and the rest are written there in two parts.
 */
final class Recorder implements AutoCloseable {
  private static final long PAUSE_MILLIS = 1500;

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Future<?> written;

  private Recorder(List<Path> videos, Path folder) {
    written = thread.submit(() -> record(videos, folder));
  }

  /** Starts to move the videos of a directory to another. */
  static Recorder start(Path from, Path to) throws IOException {
    try (Stream<Path> videos = Files.list(from)) {
      return new Recorder(videos.sorted().toList(), to);
    }
  }

  /** Waits until all videos are complete. */
  void await() throws Exception {
    written.get();
  }

  private static void record(List<Path> videos, Path folder) {
    try {
      for (int i = 0; i < videos.size(); i++) {
        Path target = folder.resolve(videos.get(i).getFileName());
        if (i % 2 == 0) {
          Files.move(videos.get(i), target);
        } else {
          writeInParts(videos.get(i), target);
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void writeInParts(Path video, Path target)
      throws IOException, InterruptedException {
    FileTime modified = Files.getLastModifiedTime(video);
    byte[] bytes = Files.readAllBytes(video);
    try (OutputStream file = Files.newOutputStream(target)) {
      file.write(bytes, 0, bytes.length / 2);
      Thread.sleep(PAUSE_MILLIS);
      file.write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
    }
    Files.setLastModifiedTime(target, modified);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
