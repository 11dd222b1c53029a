package io.euge.process;

import io.euge.file.LibraryFolder;

/** The library that calls native functions. It unpacks its own native part for each process. */
public final class Jna {
  private Jna() {}

  /** Names the directory to unpack into. Call it before using a class of the library. */
  public static void prepare() {
    LibraryFolder.assign("jna.tmpdir", "jna");
  }
}
