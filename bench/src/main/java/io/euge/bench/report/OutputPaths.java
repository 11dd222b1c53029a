package io.euge.bench.report;

import io.euge.OptionException;
import io.euge.file.IoReason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;

/** Checks the paths of outputs before a measurement, whose results would be lost at its end. */
public final class OutputPaths {
  private OutputPaths() {}

  /**
   * Checks that a file can be written. The file is unchanged; one that does not exist is created
   * and deleted, because permissions alone do not say whether the file system allows it.
   *
   * @param option that gives the path
   * @param file null without the option
   * @throws OptionException if it cannot be written
   */
  public static void checkFile(String option, Path file) {
    if (file == null) {
      return;
    }
    if (Files.isDirectory(file)) {
      throw new OptionException("%s is %s, a directory: give a file".formatted(option, file));
    }
    if (!Files.isDirectory(file.toAbsolutePath().getParent())) {
      throw new OptionException(
          "%s is %s, whose directory does not exist: create it, or give another file"
              .formatted(option, file));
    }
    try {
      open(file);
    } catch (IOException e) {
      throw new OptionException(
          "%s is %s, which cannot be written (%s): give another file"
              .formatted(option, file, IoReason.of(e)));
    }
  }

  /**
   * Checks that a page can be written to a directory. A directory that does not exist is created
   * and deleted.
   *
   * @param option that gives the path
   * @param folder null without the option
   * @throws OptionException if it cannot be written
   */
  public static void checkFolder(String option, Path folder) {
    if (folder == null) {
      return;
    }
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new OptionException("%s is %s, a file: give a directory".formatted(option, folder));
    }
    Deque<Path> created = new ArrayDeque<>();
    try {
      try {
        create(folder.toAbsolutePath(), created);
        open(folder.resolve(ExperimentReport.PAGE));
      } finally {
        for (Path path : created) {
          Files.delete(path);
        }
      }
    } catch (IOException e) {
      throw new OptionException(
          "%s is %s, which cannot be written (%s): give another directory"
              .formatted(option, folder, IoReason.of(e)));
    }
  }

  /** Creates a directory and those above it, and adds them to {@code created}, the last first. */
  private static void create(Path folder, Deque<Path> created) throws IOException {
    if (!Files.exists(folder)) {
      create(folder.getParent(), created);
    }
    if (!Files.exists(folder)) {
      Files.createDirectory(folder);
      created.push(folder);
    }
  }

  private static void open(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
      // Of a link to a file that did not exist, this is the file.
      Files.delete(file.toRealPath());
    } else if (Files.isRegularFile(file)) {
      Files.newByteChannel(file, StandardOpenOption.WRITE).close();
    } else if (Files.isDirectory(file) || !Files.isWritable(file)) {
      // Others, such as pipes, are not opened, because that would wait for a reader.
      throw new AccessDeniedException(file.toString());
    }
  }
}
