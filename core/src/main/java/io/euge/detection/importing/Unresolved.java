package io.euge.detection.importing;

/** Why a graph cannot be imported, in words that follow its name. Never leaves this package. */
final class Unresolved extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unresolved(String why) {
    super(why, null, false, false);
  }
}
