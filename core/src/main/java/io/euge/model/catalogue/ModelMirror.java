package io.euge.model.catalogue;

import io.euge.OptionException;
import io.euge.Printable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The location from which the files of the catalogue are fetched: their own addresses, or a
 * directory or address that has them as {@code NAME/FILE}. With a mirror, no other location is
 * contacted.
 *
 * @param base the mirror, ending with a slash; empty for the files' own addresses
 */
public record ModelMirror(Optional<URI> base) {
  /** The environment variable that names the mirror. */
  public static final String VARIABLE = "EUGE_MODEL_MIRROR";

  private static final String EXPECTED =
      ": give a directory, or an address that begins with file://, http:// or https:// and has"
          + " neither a password nor a query";

  /**
   * Returns the mirror that {@value #VARIABLE} names, if the variable is set.
   *
   * @throws OptionException if its value is not a valid mirror
   */
  public static ModelMirror of(Map<String, String> environment) {
    String value = environment.getOrDefault(VARIABLE, "").strip();
    if (value.isEmpty()) {
      return new ModelMirror(Optional.empty());
    }
    URI base = value.contains("://") || value.startsWith("file:") ? address(value) : folder(value);
    String text = base.toString();
    return new ModelMirror(Optional.of(text.endsWith("/") ? base : URI.create(text + "/")));
  }

  /** Returns the address of a file. */
  URI locate(CatalogueEntry entry, CatalogueFile file) {
    return base.map(mirror -> mirror.resolve(entry.name() + "/" + file.name()))
        .orElse(file.source());
  }

  private static URI address(String value) {
    URI uri;
    try {
      uri = new URI(value);
    } catch (URISyntaxException e) {
      throw invalid(value);
    }
    boolean isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    boolean isPlain = uri.getRawQuery() == null && uri.getRawFragment() == null;
    boolean isLocation =
        isWeb
            ? uri.getHost() != null && uri.getUserInfo() == null
            : "file".equals(uri.getScheme())
                && uri.getRawAuthority() == null
                && uri.getRawPath() != null;
    if (!isPlain || !isLocation) {
      throw invalid(value);
    }
    return uri;
  }

  private static URI folder(String value) {
    try {
      return Path.of(value).toUri();
    } catch (InvalidPathException e) {
      throw invalid(value);
    }
  }

  private static OptionException invalid(String value) {
    String shown = Printable.of(value.replaceFirst("//[^/@]*@", "//***@"));
    return new OptionException(
        VARIABLE + " is '" + shown + "', which cannot be a mirror" + EXPECTED);
  }
}
