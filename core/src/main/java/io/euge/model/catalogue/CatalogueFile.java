package io.euge.model.catalogue;

import java.net.URI;

/**
 * A file of a model in the catalogue.
 *
 * @param name without a directory: letters, digits, dots, dashes and underscores, not starting with
 *     a dot
 * @param source the address at which it is published: {@code https}, or {@code http} in tests
 * @param bytes its exact length; no more bytes of a response are read
 * @param sha256 in lower-case hexadecimal
 */
public record CatalogueFile(String name, URI source, long bytes, String sha256) {
  public CatalogueFile {
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException("not a plain file name: " + name);
    }
    if (!"https".equals(source.getScheme()) && !"http".equals(source.getScheme())) {
      throw new IllegalArgumentException("not a web address: " + source);
    }
    if (bytes < 1) {
      throw new IllegalArgumentException(name + " has " + bytes + " bytes");
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256: " + sha256);
    }
  }
}
