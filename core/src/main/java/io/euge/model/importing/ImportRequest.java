package io.euge.model.importing;

import java.util.Optional;

/**
 * What is said of a graph beside the graph itself.
 *
 * @param options of the user, which win over the sidecar
 * @param sidecar the file beside the graph; empty if there is none
 */
public record ImportRequest(ModelDescription options, Optional<Sidecar> sidecar) {
  /** Says nothing. */
  public static final ImportRequest NONE =
      new ImportRequest(ModelDescription.NONE, Optional.empty());
}
