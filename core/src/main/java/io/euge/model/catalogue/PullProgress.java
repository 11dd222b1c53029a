package io.euge.model.catalogue;

/** Told by a pull how far it is, on the thread that pulls, some times a second at most. */
@FunctionalInterface
public interface PullProgress {
  /**
   * So much of a file is here.
   *
   * @param file of the model
   * @param bytes of it that are here now; less than before where it had to begin anew
   */
  void at(CatalogueFile file, long bytes);
}
