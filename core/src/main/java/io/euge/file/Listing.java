package io.euge.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lists directories. Java throws an unchecked exception if a directory cannot be read to its end;
 * here that is an {@link IOException} as if it could not be opened.
 */
public final class Listing {
  private Listing() {}

  /** Returns the entries of a directory, ordered by path. */
  public static List<Path> of(Path directory) throws IOException {
    return of(directory, "*");
  }

  /**
   * Returns the entries of a directory whose names match, ordered by path.
   *
   * @param glob as for {@link Files#newDirectoryStream(Path, String)}
   */
  public static List<Path> of(Path directory, String glob) throws IOException {
    return checked(
        () -> {
          List<Path> entries = new ArrayList<>();
          try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, glob)) {
            stream.forEach(entries::add);
          }
          Collections.sort(entries);
          return entries;
        });
  }

  /** Returns a file, or a directory with everything in it, ordered by path. */
  public static List<Path> walk(Path tree) throws IOException {
    return walk(tree, Integer.MAX_VALUE);
  }

  /**
   * Returns a file, or a directory with what is in it, ordered by path. Links are not followed.
   *
   * @param depth levels of directories; 1 for the entries of the directory only
   */
  public static List<Path> walk(Path tree, int depth) throws IOException {
    return checked(
        () -> {
          try (Stream<Path> all = Files.walk(tree, depth)) {
            return all.sorted().toList();
          }
        });
  }

  /** What reads a directory. */
  @FunctionalInterface
  interface Reading {
    List<Path> read() throws IOException;
  }

  /** Reads, and throws the cause of an unchecked exception. */
  static List<Path> checked(Reading reading) throws IOException {
    try {
      return reading.read();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }
}
