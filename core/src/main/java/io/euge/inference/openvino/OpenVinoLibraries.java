package io.euge.inference.openvino;

import io.euge.process.PythonPackages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Finds OpenVINO's C library, which lies beside its other libraries. */
final class OpenVinoLibraries {
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
   * @param pythonPath returns the directories that the usual Python looks for packages in
   */
  OpenVinoLibraries(Path root, Map<String, String> environment, Supplier<List<Path>> pythonPath) {
    this.root = root;
    this.environment = environment;
    this.pythonPath = pythonPath;
  }

  /** Returns those of this machine. */
  static OpenVinoLibraries ofThisMachine() {
    return new OpenVinoLibraries(Path.of("/"), System.getenv(), PythonPackages::asked);
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
    return PythonPackages.usual(root, environment).map(packages -> packages.resolve(PACKAGE));
  }

  private Stream<Path> system() {
    Stream<Path> named =
        Stream.of(environment.getOrDefault("LD_LIBRARY_PATH", "").split(":"))
            .filter(folder -> !folder.isBlank())
            .map(Path::of);
    return Stream.concat(named, SYSTEM.stream().map(root::resolve));
  }

  /** Returns the library in a directory, the newest of several. */
  private static Optional<Path> in(Path folder) {
    return PythonPackages.list(folder, LIBRARIES)
        .filter(Files::isRegularFile)
        .reduce((one, other) -> other);
  }
}
