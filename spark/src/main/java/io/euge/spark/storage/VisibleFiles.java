package io.euge.spark.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitResult;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.BiConsumer;

/**
 * Visits the files below a local directory whose names, and those of the directories on the way,
 * start with neither a dot nor an underscore. A file or directory that is deleted meanwhile is left
 * out.
 */
final class VisibleFiles extends SimpleFileVisitor<Path> {
  private final Path root;
  private final BiConsumer<Path, BasicFileAttributes> found;

  /**
   * @param root visited whatever its name is
   */
  VisibleFiles(Path root, BiConsumer<Path, BasicFileAttributes> found) {
    this.root = root;
    this.found = found;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes read) {
    return isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes read) {
    if (!isHidden(file)) {
      found.accept(file, read);
    }
    return FileVisitResult.CONTINUE;
  }

  /**
   * Ignores a link to a parent directory. Java calls this, and not {@link #preVisitDirectory}, for
   * a directory that it cannot open, so that hidden ones are ignored here too.
   */
  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    boolean deleted = failure instanceof NoSuchFileException && !file.equals(root);
    if (deleted || isHidden(file) || failure instanceof FileSystemLoopException) {
      return FileVisitResult.CONTINUE;
    }
    if (failure instanceof AccessDeniedException) {
      throw HadoopExceptions.translate(LocalNames.text(file), failure);
    }
    throw failure;
  }

  private boolean isHidden(Path file) {
    return !file.equals(root) && VideoFiles.isHidden(file.getFileName().toString());
  }
}
