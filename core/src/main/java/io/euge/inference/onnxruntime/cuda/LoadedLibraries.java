package io.euge.inference.onnxruntime.cuda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The shared libraries that are mapped in a process, as Linux lists them. */
public record LoadedLibraries(List<Path> files) {
  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final int COLUMNS = 6;

  public static LoadedLibraries ofThisProcess() throws IOException {
    return of(Files.readAllLines(MAPS));
  }

  static LoadedLibraries of(List<String> maps) {
    return new LoadedLibraries(
        maps.stream()
            .map(line -> line.split("\\s+", COLUMNS))
            .filter(columns -> columns.length == COLUMNS && columns[5].startsWith("/"))
            .map(columns -> Path.of(columns[5]))
            .distinct()
            .toList());
  }

  /** Returns the name and size of a library's file, links resolved. */
  public Optional<String> named(String start) throws IOException {
    for (Path file : files) {
      if (file.getFileName().toString().startsWith(start)) {
        return Optional.of(file.getFileName() + " of " + Files.size(file) + " bytes");
      }
    }
    return Optional.empty();
  }
}
