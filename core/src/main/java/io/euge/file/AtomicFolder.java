package io.euge.file;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;

/**
 * Writes and deletes directories atomically, for several processes: a directory is filled under a
 * temporary name beside its place and then renamed, and it is renamed before it is deleted. Nobody
 * sees it incomplete; what a crash leaves has a name that starts with {@link #BUILDING} or {@link
 * #TRASH}.
 */
public final class AtomicFolder {
  /** The start of the name of a directory that is being filled. */
  public static final String BUILDING = "building-";

  /** The start of the name of a directory that is being deleted. */
  public static final String TRASH = "trash-";

  private static final int SUFFIX = 37; // "-" and a UUID

  private AtomicFolder() {}

  /** The content of a directory. */
  @FunctionalInterface
  public interface Content<E extends Exception> {
    /** Writes all files into an empty directory. */
    void writeTo(Path folder) throws IOException, E;
  }

  /**
   * Writes a directory that does not exist yet.
   *
   * @param folder in an existing one
   * @throws IOException if it cannot be written; nothing is left behind then, nor if the content
   *     throws another exception
   */
  public static <E extends Exception> void write(Path folder, Content<E> content)
      throws IOException, E {
    Path building =
        Files.createDirectory(
            folder.resolveSibling(BUILDING + folder.getFileName() + "-" + UUID.randomUUID()));
    try {
      content.writeTo(building);
      Files.move(building, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (Throwable e) {
      try {
        deleteLeftover(building);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  /** Returns the name of the directory that is, or was, filled under a temporary name. */
  public static String target(Path building) {
    String name = building.getFileName().toString().substring(BUILDING.length());
    return name.substring(0, Math.max(0, name.length() - SUFFIX));
  }

  /** Deletes a directory, if it exists. */
  public static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      Path trash = folder.resolveSibling(TRASH + UUID.randomUUID());
      Files.move(folder, trash, StandardCopyOption.ATOMIC_MOVE);
      deleteLeftover(trash);
    }
  }

  /** Deletes a directory with a temporary name. Other processes may do so at the same time. */
  public static void deleteLeftover(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // Another cleaner was faster.
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
