package io.euge.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option {@code --json} of commands that measure. */
public final class FiguresFile {
  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures to this file.")
  private Path file;

  /** Returns the file; null without the option. */
  public Path file() {
    return file;
  }

  /** Writes the measurements if the option is given. */
  public void write(Object figures) throws IOException {
    if (file != null) {
      Files.writeString(file, IndentedJson.of(figures));
    }
  }
}
