package io.euge.model.catalogue;

import io.euge.Printable;
import io.euge.model.ModelException;
import java.net.ConnectException;
import java.net.URI;
import javax.net.ssl.SSLException;

/** The sentences for what goes wrong on the web. */
final class PullFailure {
  private static final String REMEDY =
      "check the network and https_proxy, or set "
          + ModelMirror.VARIABLE
          + " to a folder or an address that has the files as NAME/FILE";

  private PullFailure() {}

  /**
   * @param by the proxy between, or nothing
   */
  static ModelException unreachable(URI address, String by, Exception cause) {
    String trust =
        cause instanceof SSLException
            ? "if a proxy has a certificate of its own, name the store that trusts it with"
                + " EUGE_JAVA_OPTIONS=-Djavax.net.ssl.trustStore=FILE; else "
            : "";
    return new ModelException(
        "Cannot reach " + address + by + " (" + why(cause) + "): " + trust + REMEDY, cause);
  }

  static ModelException broken(URI address, CatalogueFile file, long here, Exception cause) {
    return new ModelException(
        "Fetching "
            + address
            + " broke off at "
            + here
            + " of "
            + file.bytes()
            + " bytes ("
            + why(cause)
            + "): pull again to go on, or "
            + REMEDY,
        cause);
  }

  static ModelException refused(URI address, Answer answer) {
    String what =
        switch (answer.status()) {
          case 301, 302, 303, 307, 308 -> redirect(answer);
          case 407 ->
              "the proxy wants a name and a password: give https_proxy as"
                  + " http://NAME:PASSWORD@HOST:PORT";
          case 404, 410 -> "there is no such file";
          default -> "the server refuses";
        };
    return new ModelException(
        "Cannot have "
            + address
            + ", it was answered with "
            + answer.status()
            + ": "
            + what
            + "; "
            + REMEDY);
  }

  private static String redirect(Answer answer) {
    String target = Printable.of(answer.header("Location").orElse("nowhere"));
    return "it leads to " + target + ", and Euge follows neither from https to http nor for ever";
  }

  static ModelException wrong(URI address, CatalogueFile file, String sha256) {
    return new ModelException(
        address
            + " has the SHA-256 "
            + sha256
            + " and "
            + file.name()
            + " should have "
            + file.sha256()
            + ": it was changed or damaged, and was thrown away; pull again, or "
            + REMEDY);
  }

  static ModelException interrupted(InterruptedException cause) {
    return new ModelException("The pull was interrupted; pull again to go on", cause);
  }

  private static String why(Exception cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof java.nio.channels.UnresolvedAddressException) {
        return "its host is not known";
      }
    }
    if (cause.getMessage() != null) {
      return Printable.of(cause.getMessage());
    }
    return cause instanceof ConnectException
        ? "nobody answers there"
        : cause.getClass().getSimpleName();
  }
}
