package io.euge.bench.report;

import io.euge.file.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;

/** Identifies an input of an experiment whose name may stay the same when its content changes. */
public final class Fingerprint {
  private Fingerprint() {}

  /** Returns the SHA-256 of a file, or the text itself if it names none. */
  public static String of(String fileOrName) {
    Path file = Path.of(fileOrName);
    return Files.isRegularFile(file) ? Sha256.of(file) : fileOrName;
  }
}
