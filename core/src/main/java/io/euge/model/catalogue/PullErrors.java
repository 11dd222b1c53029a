package io.euge.model.catalogue;

import io.euge.Printable;
import io.euge.model.ModelException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/** The messages of failed downloads. */
final class PullErrors {
  private static final String REMEDY =
      "check the network and https_proxy, or set "
          + ModelMirror.VARIABLE
          + " to a directory or an address that has the files as NAME/FILE";

  private PullErrors() {}

  /**
   * Describes a server to which there is no connection.
   *
   * @param through names the proxy; empty without one
   */
  static ModelException unreachable(URI address, String through, Exception cause) {
    String trust =
        cause instanceof SSLException
            ? "if a proxy has a certificate of its own, name the store that trusts it with"
                + " EUGE_JAVA_OPTIONS=-Djavax.net.ssl.trustStore=FILE; else "
            : "";
    return new ModelException(
        "Cannot reach " + address + through + ": " + why(cause) + "; " + trust + REMEDY, cause);
  }

  static ModelException interrupted(
      URI address, CatalogueFile file, long received, Exception cause) {
    return new ModelException(
        "Download of "
            + address
            + " was interrupted at "
            + received
            + " of "
            + file.bytes()
            + " bytes ("
            + why(cause)
            + "): pull again to resume it, or "
            + REMEDY,
        cause);
  }

  static ModelException httpError(URI address, HttpResponse<?> response) {
    String why =
        switch (response.statusCode()) {
          case 301, 302, 303, 307, 308 -> redirect(response);
          case 407 ->
              "the proxy requires a name and a password: give https_proxy as"
                  + " http://NAME:PASSWORD@HOST:PORT";
          case 404, 410 -> "there is no such file";
          default -> "the server refuses";
        };
    return new ModelException(
        "Download of "
            + address
            + " failed: HTTP "
            + response.statusCode()
            + ": "
            + why
            + "; "
            + REMEDY);
  }

  private static String redirect(HttpResponse<?> response) {
    String target = Printable.of(response.headers().firstValue("Location").orElse("nowhere"));
    return "it leads to " + target + ", and Euge follows neither from https to http nor for ever";
  }

  static ModelException checksumMismatch(URI address, CatalogueFile file, String sha256) {
    return new ModelException(
        address
            + " has the SHA-256 "
            + sha256
            + " and "
            + file.name()
            + " should have "
            + file.sha256()
            + ": it was changed or corrupted, and was deleted; pull again, or "
            + REMEDY);
  }

  static ModelException interrupted(InterruptedException cause) {
    return new ModelException("The pull was interrupted; pull again to resume it", cause);
  }

  private static String why(Exception cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof UnresolvedAddressException) {
        return "unknown host";
      }
    }
    if (cause.getMessage() != null) {
      return Printable.of(cause.getMessage());
    }
    return cause instanceof ConnectException
        ? "connection refused"
        : cause.getClass().getSimpleName();
  }
}
