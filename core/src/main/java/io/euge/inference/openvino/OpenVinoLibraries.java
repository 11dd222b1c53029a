package io.euge.inference.openvino;

import io.euge.EugeException;
import io.euge.process.Program;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds OpenVINO's C library, which lies beside its other libraries. */
final class OpenVinoLibraries {
  private static final Logger LOG = LoggerFactory.getLogger(OpenVinoLibraries.class);
  private static final Duration PYTHON_LIMIT = Duration.ofSeconds(20);
  private static final String LIBRARIES = "libopenvino_c.{so,so.*,dylib}";
  private static final String PACKAGE = "openvino/libs";
  private static final List<String> SYSTEM =
      List.of(
          "usr/local/lib",
          "usr/lib",
          "usr/lib64",
          "usr/lib/x86_64-linux-gnu",
          "usr/lib/aarch64-linux-gnu",
          "opt/intel/openvino/runtime/lib/intel64",
          "opt/intel/openvino/runtime/lib/aarch64");

  private final Path root;
  private final Map<String, String> environment;
  private final Supplier<List<Path>> pythonPath;

  /**
   * @param root of the file system
   * @param environment of this process
   * @param pythonPath returns the folders that the usual Python looks for packages in
   */
  OpenVinoLibraries(Path root, Map<String, String> environment, Supplier<List<Path>> pythonPath) {
    this.root = root;
    this.environment = environment;
    this.pythonPath = pythonPath;
  }

  /** Returns those of this machine. */
  static OpenVinoLibraries ofThisMachine() {
    return new OpenVinoLibraries(Path.of("/"), System.getenv(), OpenVinoLibraries::askPython);
  }

  /**
   * Finds the library where packages are usually installed, without starting a program: in the
   * virtual environment that is active, in the user's and the system's Python packages, and among
   * the system's libraries.
   */
  Optional<Path> installed() {
    return Stream.of(python(), system())
        .flatMap(folders -> folders)
        .flatMap(folder -> in(folder).stream())
        .findFirst();
  }

  /**
   * Finds the library; Python itself is asked where {@link #installed} finds none.
   *
   * @param folder the only one to look in, if given
   */
  Optional<Path> find(Optional<Path> folder) {
    if (folder.isPresent()) {
      return in(folder.get()).or(() -> in(folder.get().resolve(PACKAGE)));
    }
    return installed()
        .or(
            () ->
                pythonPath.get().stream()
                    .flatMap(packages -> in(packages.resolve(PACKAGE)).stream())
                    .findFirst());
  }

  private Stream<Path> python() {
    return Stream.of(
            prefix("VIRTUAL_ENV"),
            prefix("CONDA_PREFIX"),
            prefix("HOME").map(home -> home.resolve(".local")),
            Optional.of(root.resolve("usr/local")),
            Optional.of(root.resolve("usr")))
        .flatMap(Optional::stream)
        .map(prefix -> prefix.resolve("lib"))
        .flatMap(lib -> list(lib, "python3*"))
        .flatMap(
            python ->
                Stream.of("site-packages", "dist-packages")
                    .map(packages -> python.resolve(packages).resolve(PACKAGE)));
  }

  private Optional<Path> prefix(String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(value -> !value.isBlank())
        .map(Path::of);
  }

  private Stream<Path> system() {
    Stream<Path> named =
        Stream.of(environment.getOrDefault("LD_LIBRARY_PATH", "").split(":"))
            .filter(folder -> !folder.isBlank())
            .map(Path::of);
    return Stream.concat(named, SYSTEM.stream().map(root::resolve));
  }

  /** Returns the library in a folder, the newest of several. */
  private static Optional<Path> in(Path folder) {
    return list(folder, LIBRARIES).filter(Files::isRegularFile).reduce((one, other) -> other);
  }

  private static Stream<Path> list(Path folder, String glob) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    TreeSet<Path> found = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
      files.forEach(found::add);
    } catch (IOException e) {
      LOG.debug("{} cannot be listed: {}", folder, e.toString());
    }
    return found.stream();
  }

  /** Shims and environments of other tools are known to Python alone. */
  private static List<Path> askPython() {
    try {
      Program.Result result =
          Program.named("python3")
              .run(
                  List.of("-c", "import sys; print('\\n'.join(sys.path))"),
                  Map.of(),
                  "",
                  PYTHON_LIMIT);
      return result
          .out()
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .map(Path::of)
          .toList();
    } catch (EugeException e) {
      LOG.debug("Python cannot be asked for its packages: {}", e.getMessage());
      return List.of();
    }
  }
}
