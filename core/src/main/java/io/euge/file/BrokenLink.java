package io.euge.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the symbolic link for which a file is not there though its name is. */
public final class BrokenLink {
  private BrokenLink() {}

  /**
   * Returns a clause such as {@code a.mp4 is a symbolic link to /disk/a.mp4, which does not exist};
   * empty if the file exists, or is missing without a link.
   */
  public static Optional<String> explain(Path file) {
    if (Files.exists(file)) {
      return Optional.empty();
    }
    for (Path at = file; at != null; at = at.getParent()) {
      if (Files.isSymbolicLink(at) && !Files.exists(at)) {
        return Optional.of(at + " is a symbolic link to " + target(at));
      }
    }
    return Optional.empty();
  }

  private static String target(Path link) {
    try {
      Path target = Files.readSymbolicLink(link);
      return target + (isLoop(link) ? ", which leads back to it" : ", which does not exist");
    } catch (IOException e) {
      return "something that cannot be read (" + IoReason.of(e) + ")";
    }
  }

  /** Follows the link as far as any system does. */
  private static boolean isLoop(Path link) throws IOException {
    Path at = link.toAbsolutePath();
    for (int i = 0; i < 40; i++) {
      if (!Files.isSymbolicLink(at)) {
        return false;
      }
      at = at.resolveSibling(Files.readSymbolicLink(at)).normalize();
    }
    return true;
  }
}
