package io.euge.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directories into which libraries unpack their native parts. By themselves they choose hidden
 * directories of the user's home directory, which may be missing or belong to nobody.
 */
public final class LibraryFolder {
  private static final Logger LOG = LoggerFactory.getLogger(LibraryFolder.class);

  /** FFmpeg's parts take 60 MB. */
  private static final long SPACE = 128L << 20;

  private LibraryFolder() {}

  /**
   * Names a directory to a library: one in Euge's cache or, where that cannot be written, a
   * temporary one that this process deletes when it ends. A directory that the user named stays.
   *
   * @param property the system property that the library reads when its first class is initialized
   * @param name of the directory in the cache
   */
  public static void assign(String property, String name) {
    assign(property, name, CacheFolder.standard(System.getenv()));
  }

  static synchronized void assign(String property, String name, Path cache) {
    if (System.getProperty(property) != null) {
      return;
    }
    Path cached = cache.resolve(name);
    try {
      Path folder = isUsable(cached) ? cached : ScratchFolder.temporary("euge-" + name).path();
      System.setProperty(property, folder.toAbsolutePath().toString());
    } catch (IOException e) {
      LOG.debug("The library that reads {} chooses its own directory: {}", property, e.toString());
    }
  }

  private static boolean isUsable(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      LOG.debug("{} cannot be created: {}", folder, e.toString());
    }
    return Files.isDirectory(folder)
        && Files.isWritable(folder)
        && Files.isExecutable(folder)
        && hasSpace(folder);
  }

  /** A library that cannot unpack its parts whole says neither where nor why. */
  private static boolean hasSpace(Path folder) {
    try {
      return !Listing.of(folder).isEmpty() || Files.getFileStore(folder).getUsableSpace() >= SPACE;
    } catch (IOException e) {
      return false;
    }
  }
}
