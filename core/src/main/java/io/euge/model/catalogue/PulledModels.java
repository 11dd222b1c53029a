package io.euge.model.catalogue;

import io.euge.file.Sha256;
import io.euge.model.ModelException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of models that were pulled, each in a folder of its name. A file is there under its
 * own name only when it is whole and was right.
 *
 * @param folder made when first needed
 */
public record PulledModels(Path folder) {
  public PulledModels {
    folder = folder.toAbsolutePath().normalize();
  }

  /** The folder of this model, there or not. */
  public Path folder(CatalogueEntry entry) {
    return folder.resolve(entry.name());
  }

  /** Whether all files are there; a look at names and lengths, not at the bytes. */
  public boolean has(CatalogueEntry entry) {
    return entry.files().stream().allMatch(file -> isThere(entry, file));
  }

  /**
   * The model's own file, with what it needs beside it, all of it read and found right.
   *
   * @throws ModelException if it was not pulled, or is damaged; the message names the command that
   *     mends it
   */
  public Path model(CatalogueEntry entry) {
    if (!has(entry)) {
      throw new ModelException(
          "The model " + entry.name() + " is not here yet: euge models pull " + entry.name());
    }
    for (CatalogueFile file : entry.files()) {
      if (!isRight(entry, file)) {
        throw new ModelException(
            "The pulled file "
                + path(entry, file)
                + " was changed or damaged: euge models pull "
                + entry.name()
                + " fetches it again");
      }
    }
    return path(entry, entry.model());
  }

  Path path(CatalogueEntry entry, CatalogueFile file) {
    return folder(entry).resolve(file.name());
  }

  /** Whether the file is there and has the bytes that it should have. */
  boolean isRight(CatalogueEntry entry, CatalogueFile file) {
    return isThere(entry, file) && Sha256.of(path(entry, file)).equals(file.sha256());
  }

  private boolean isThere(CatalogueEntry entry, CatalogueFile file) {
    Path path = path(entry, file);
    return Files.isRegularFile(path) && path.toFile().length() == file.bytes();
  }
}
