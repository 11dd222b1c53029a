package io.euge.process;

import io.euge.EugeException;
import io.euge.file.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directories in which a machine has Python's packages, among them libraries of other projects.
 */
public final class PythonPackages {
  private static final Logger LOG = LoggerFactory.getLogger(PythonPackages.class);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private PythonPackages() {}

  /**
   * Returns those where packages are usually installed, without starting a program: of the virtual
   * environment that is active, of the user and of the system.
   *
   * @param root of the file system
   * @param environment of this process
   */
  public static Stream<Path> usual(Path root, Map<String, String> environment) {
    return Stream.of(
            prefix(environment, "VIRTUAL_ENV"),
            prefix(environment, "CONDA_PREFIX"),
            prefix(environment, "HOME").map(home -> home.resolve(".local")),
            Optional.of(root.resolve("usr/local")),
            Optional.of(root.resolve("usr")))
        .flatMap(Optional::stream)
        .map(prefix -> prefix.resolve("lib"))
        .flatMap(lib -> list(lib, "python3*"))
        .flatMap(python -> Stream.of("site-packages", "dist-packages").map(python::resolve));
  }

  /** Asks Python itself, to which alone shims and environments of other tools are known. */
  public static List<Path> asked() {
    try {
      Program.Result result =
          Program.named("python3")
              .run(List.of("-c", "import sys; print('\\n'.join(sys.path))"), Map.of(), "", LIMIT);
      return result
          .out()
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .map(Path::of)
          .toList();
    } catch (EugeException e) {
      LOG.debug("Python does not answer for its packages: {}", e.getMessage());
      return List.of();
    }
  }

  /**
   * Returns what a directory has that matches, in the order of the names; nothing of no directory.
   */
  public static Stream<Path> list(Path folder, String glob) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try {
      return Listing.of(folder, glob).stream();
    } catch (IOException e) {
      LOG.debug("{} cannot be listed: {}", folder, e.toString());
      return Stream.empty();
    }
  }

  private static Optional<Path> prefix(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(value -> !value.isBlank())
        .map(Path::of);
  }
}
