package io.euge.cli.doctor;

import io.euge.EugeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for temporary files, and what works there. Closing it, or the end of this process, ends
 * all that, the last begun first, and removes the folder.
 */
final class Scratch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);

  private final Path folder;
  private final Deque<Ending> begun = new ConcurrentLinkedDeque<>();
  private final Thread hook = new Thread(this::end, "euge-doctor-end");

  /** Ends something that was begun; may be called again. */
  @FunctionalInterface
  interface Ending {
    void end() throws IOException;
  }

  private Scratch(Path folder) {
    this.folder = folder;
  }

  /**
   * @throws IOException if there can be no temporary files
   */
  static Scratch open() throws IOException {
    Scratch scratch = new Scratch(Files.createTempDirectory("euge-doctor"));
    Runtime.getRuntime().addShutdownHook(scratch.hook);
    return scratch;
  }

  Path folder() {
    return folder;
  }

  void begun(Ending ending) {
    begun.addLast(ending);
  }

  void ended(Ending ending) {
    begun.remove(ending);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("This process is ending, and the hook does what is to be done", e);
      return;
    }
    end();
  }

  private void end() {
    for (Ending ending = begun.pollLast(); ending != null; ending = begun.pollLast()) {
      try {
        ending.end();
      } catch (IOException | EugeException e) {
        LOG.warn("Something that the doctor began could not be ended: {}", e.getMessage());
      }
    }
    delete();
  }

  /** What is found does not depend on it. */
  private void delete() {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : all) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("The folder {} could not be removed: {}", folder, e.getMessage());
    }
  }
}
