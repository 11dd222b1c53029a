package io.euge.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A directory with everything in it. */
public final class FileTree {
  private FileTree() {}

  /** Deletes a file, or a directory with its contents. Does nothing if it does not exist. */
  public static void delete(Path tree) throws IOException {
    if (!Files.exists(tree, NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> paths = Listing.walk(tree);
    for (int i = paths.size() - 1; i >= 0; i--) {
      Files.deleteIfExists(paths.get(i));
    }
  }
}
