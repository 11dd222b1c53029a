package io.euge.device.mps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/**
 * The file that records in a pipe directory which daemon Euge started there: a later daemon of
 * another owner in the same directory is not Euge's.
 */
final class OwnershipMarker {
  private final Path file;

  OwnershipMarker(Path pipe) {
    this.file = pipe.resolve("started-by-euge");
  }

  void write(OptionalLong daemon) throws IOException {
    remove();
    // Any user may write here: never write through a link.
    Files.writeString(file, text(daemon), StandardOpenOption.CREATE_NEW);
  }

  boolean matches(OptionalLong daemon) {
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
