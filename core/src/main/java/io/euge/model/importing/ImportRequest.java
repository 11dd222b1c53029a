package io.euge.model.importing;

import java.util.Optional;

/**
 * The description of a graph by its user and its sidecar.
 *
 * @param options of the user, which win over the sidecar
 * @param sidecar the file beside the graph; empty if there is none
 */
public record ImportRequest(ModelDescription options, Optional<Sidecar> sidecar) {
  /** Says nothing. */
  public static final ImportRequest NONE =
      new ImportRequest(ModelDescription.NONE, Optional.empty());
}
