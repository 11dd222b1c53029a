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
 * Where the files of the catalogue are looked for: at their own addresses, or in a folder or below
 * an address that has them as {@code NAME/FILE}. With a mirror no other place is asked.
 *
 * @param base ends with a slash; empty for the files' own addresses
 */
public record ModelMirror(Optional<URI> base) {
  /** The environment variable that names the mirror. */
  public static final String VARIABLE = "EUGE_MODEL_MIRROR";

  private static final String GIVE =
      ": give a folder, or an address that begins with file://, http:// or https:// and has neither"
          + " a password nor a query";

  /**
   * The mirror that {@value #VARIABLE} names, if it names one.
   *
   * @throws OptionException if it names what cannot be a mirror
   */
  public static ModelMirror of(Map<String, String> environment) {
    String given = environment.getOrDefault(VARIABLE, "").strip();
    if (given.isEmpty()) {
      return new ModelMirror(Optional.empty());
    }
    URI base = given.contains("://") || given.startsWith("file:") ? address(given) : folder(given);
    String text = base.toString();
    return new ModelMirror(Optional.of(text.endsWith("/") ? base : URI.create(text + "/")));
  }

  /** Where this file of this model is. */
  URI locate(CatalogueEntry entry, CatalogueFile file) {
    return base.map(below -> below.resolve(entry.name() + "/" + file.name())).orElse(file.source());
  }

  private static URI address(String given) {
    URI uri;
    try {
      uri = new URI(given);
    } catch (URISyntaxException e) {
      throw refused(given);
    }
    boolean isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    boolean isPlain = uri.getRawQuery() == null && uri.getRawFragment() == null;
    boolean isPlace =
        isWeb
            ? uri.getHost() != null && uri.getUserInfo() == null
            : "file".equals(uri.getScheme())
                && uri.getRawAuthority() == null
                && uri.getRawPath() != null;
    if (!isPlain || !isPlace) {
      throw refused(given);
    }
    return uri;
  }

  private static URI folder(String given) {
    try {
      return Path.of(given).toUri();
    } catch (InvalidPathException e) {
      throw refused(given);
    }
  }

  private static OptionException refused(String given) {
    String shown = Printable.of(given.replaceFirst("//[^/@]*@", "//***@"));
    return new OptionException(VARIABLE + " is '" + shown + "', which cannot be a mirror" + GIVE);
  }
}
