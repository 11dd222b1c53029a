package io.euge.cli.table;

import io.euge.EugeException;
import io.euge.file.BrokenLink;
import io.euge.file.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Lists the files of a table in a local directory. */
final class TableFiles {
  private TableFiles() {}

  /**
   * Returns the files that Spark would read; it ignores names that start with a dot or an
   * underscore.
   *
   * @param command that writes such tables, for error messages
   * @param content of the table, for error messages
   */
  static List<Path> of(Path table, String command, String content) {
    if (!Files.isDirectory(table)) {
      if (!Files.exists(table)) {
        throw new EugeException(
            "There is no file or directory %s%s: give the --output of %s"
                .formatted(
                    table,
                    BrokenLink.explain(table).map(link -> " (" + link + ")").orElse(""),
                    command));
      }
      return List.of(table);
    }
    if (Files.isDirectory(table.resolve(TableFormat.DELTA_LOG))) {
      throw TableFormat.deltaIsNotRead(table);
    }
    List<Path> files;
    try {
      files =
          Listing.of(table).stream()
              .filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().matches("[._].*"))
              .toList();
    } catch (IOException e) {
      throw new EugeException("Cannot read " + table + ": " + e.getMessage() + "; give another", e);
    }
    if (files.isEmpty() && !Files.exists(table.resolve("_SUCCESS"))) {
      throw new EugeException(
          "There is no table of %s in %s: give the --output of %s"
              .formatted(content, table, command));
    }
    return files;
  }

  static TableFormat format(Path file, String command) {
    String name = file.getFileName().toString();
    return name.endsWith(".jsonl")
        ? TableFormat.JSON
        : TableFormat.ofName(name)
            .orElseThrow(
                () ->
                    new EugeException(
                        "%s is neither Parquet nor JSON lines nor CSV: give the --output of %s"
                            .formatted(file, command)));
  }
}
