package io.euge.model.catalogue;

import io.euge.file.Sha256;
import io.euge.model.ModelException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directory of pulled models, each in a subdirectory of its name. A file gets its final name
 * only after it is complete and its hash was checked.
 *
 * @param folder created when first needed
 */
public record PulledModels(Path folder) {
  public PulledModels {
    folder = folder.toAbsolutePath().normalize();
  }

  /** Returns the directory of a model, whether it exists or not. */
  public Path folder(CatalogueEntry entry) {
    return folder.resolve(entry.name());
  }

  /** Returns whether all files exist with their lengths; their bytes are not read. */
  public boolean contains(CatalogueEntry entry) {
    return entry.files().stream().allMatch(file -> exists(entry, file));
  }

  /**
   * Returns the model file after checking the hashes of all files.
   *
   * @throws ModelException if it was not pulled, or is corrupt; the message names the command that
   *     fixes it
   */
  public Path model(CatalogueEntry entry) {
    if (!contains(entry)) {
      throw new ModelException(
          "The model "
              + entry.name()
              + " is not downloaded yet: run euge models pull "
              + entry.name());
    }
    for (CatalogueFile file : entry.files()) {
      if (!isIntact(entry, file)) {
        throw new ModelException(
            "The pulled file "
                + path(entry, file)
                + " was changed or corrupted: euge models pull "
                + entry.name()
                + " downloads it again");
      }
    }
    return path(entry, entry.model());
  }

  Path path(CatalogueEntry entry, CatalogueFile file) {
    return folder(entry).resolve(file.name());
  }

  /** Returns whether the file exists with the expected length and hash. */
  boolean isIntact(CatalogueEntry entry, CatalogueFile file) {
    return exists(entry, file) && Sha256.of(path(entry, file)).equals(file.sha256());
  }

  private boolean exists(CatalogueEntry entry, CatalogueFile file) {
    Path path = path(entry, file);
    return Files.isRegularFile(path) && path.toFile().length() == file.bytes();
  }
}
