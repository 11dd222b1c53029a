package io.euge.model.catalogue;

import java.net.URI;
import java.util.function.LongConsumer;

/** A source of files. */
interface Source {
  /**
   * Fetches the missing bytes of a file, and not more than expected. The caller checks the hash.
   *
   * @param progress receives the number of bytes received
   * @return whether an earlier download was resumed
   * @throws io.euge.model.ModelException if it fails
   */
  boolean fetch(URI address, PartialFile into, LongConsumer progress);
}
