package io.euge.model.catalogue;

import java.net.URI;
import java.util.function.LongConsumer;

/** A way by which files come. */
interface Source {
  /**
   * Brings the bytes of a file to where it is kept, from its beginning or from where it stands, and
   * no more of them than it should have. Whether they are right is for the caller to see.
   *
   * @param here told the bytes that are here now
   * @return whether some of the bytes were here before
   * @throws io.euge.model.ModelException if they cannot be had
   */
  boolean fetch(URI address, PartialFile into, LongConsumer here);
}
