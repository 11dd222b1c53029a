package io.euge.model.catalogue;

/** Receives the progress of a pull, on the thread that pulls. */
@FunctionalInterface
public interface PullProgress {
  /**
   * Reports how much of a file was downloaded.
   *
   * @param file the file of the model
   * @param bytes downloaded so far; less than before if the download was restarted
   */
  void update(CatalogueFile file, long bytes);
}
