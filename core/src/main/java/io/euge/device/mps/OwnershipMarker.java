package io.euge.device.mps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/**
 * Says of a pipe directory that Euge started its daemon, and which: a later daemon of somebody else
 * in the same directory is not ours.
 */
final class OwnershipMarker {
  private final Path file;

  OwnershipMarker(Path pipe) {
    this.file = pipe.resolve("started-by-euge");
  }

  void write(OptionalLong daemon) throws IOException {
    remove();
    // The daemon lets anybody write here: never through a link that another has laid.
    Files.writeString(file, text(daemon), StandardOpenOption.CREATE_NEW);
  }

  boolean names(OptionalLong daemon) {
    try {
      return Files.readString(file).equals(text(daemon));
    } catch (IOException e) {
      return false;
    }
  }

  void remove() throws IOException {
    Files.deleteIfExists(file);
  }

  private static String text(OptionalLong daemon) {
    return daemon.isPresent() ? "pid " + daemon.getAsLong() : "pid unknown";
  }
}
