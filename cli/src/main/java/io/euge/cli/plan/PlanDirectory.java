package io.euge.cli.plan;

import io.euge.EugeException;
import io.euge.file.IoReason;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * The directory of {@code --output}, to which the files of a plan are added; no file is replaced.
 */
record PlanDirectory(Path path) {
  static final String SCRIPT = "submit.sh";

  /**
   * Writes all files; scripts are made executable.
   *
   * @param files contents by file name
   * @throws EugeException if a file cannot be written, or if one of them exists; in this case none
   *     is written
   */
  void write(Map<String, String> files) {
    files.keySet().forEach(this::requireAbsent);
    files.forEach(this::write);
  }

  private void requireAbsent(String name) {
    Path file = path.resolve(name);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw exists(file, null);
    }
  }

  private static EugeException exists(Path file, IOException e) {
    return new EugeException(
        "The file " + file + " already exists and is kept: remove it, or give another --output", e);
  }

  private void write(String name, String content) {
    Path file = path.resolve(name);
    try {
      Files.createDirectories(path);
      Files.writeString(file, content, StandardOpenOption.CREATE_NEW);
      if (name.equals(SCRIPT) && !file.toFile().setExecutable(true, false)) {
        throw new IOException("it cannot be made executable");
      }
    } catch (FileAlreadyExistsException e) {
      throw exists(file, e);
    } catch (IOException e) {
      throw new EugeException(
          "Cannot write " + file + ": " + IoReason.of(e) + "; give another --output", e);
    }
  }
}
