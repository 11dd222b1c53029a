package io.euge.model.catalogue;

import java.net.URI;
import java.util.function.LongConsumer;

/** A place from which files are fetched. */
interface Source {
  /**
   * Fetches the bytes of a file, or those that are missing, and not more than are expected. The
   * caller checks the hash.
   *
   * @param progress receives the number of bytes that are here
   * @return whether some of the bytes were here before
   * @throws io.euge.model.ModelException if it fails
   */
  boolean fetch(URI address, PartialFile into, LongConsumer progress);
}
