package io.euge.bench.report;

import io.euge.OptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option {@code --json} of commands that measure. */
public final class FiguresFile {
  private static final String OPTION = "--json";

  @Option(names = OPTION, paramLabel = "FILE", description = "Write all figures to this file.")
  private Path file;

  /** Returns the file; null without the option. */
  public Path file() {
    return file;
  }

  /**
   * Checks the file before anything is measured.
   *
   * @throws OptionException if it cannot be written
   */
  public void check() {
    OutputPaths.checkFile(OPTION, file);
  }

  /** Writes the measurements if the option is given. */
  public void write(Object figures) throws IOException {
    if (file != null) {
      Files.writeString(file, IndentedJson.of(figures));
    }
  }
}
