package io.euge.inference.onnxruntime.cuda;

import io.euge.process.PythonPackages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Where a machine has NVIDIA's libraries: the directories that the user names, {@code
 * LD_LIBRARY_PATH}, the CUDA Toolkit, the system's own, and Python's packages.
 */
final class CudaFolders {
  private static final List<String> INSIDE =
      List.of("", "lib64", "lib", "targets/x86_64-linux/lib");
  private static final List<String> SYSTEM =
      List.of("opt/cuda", "usr/lib/x86_64-linux-gnu", "usr/lib64", "usr/lib");

  private final Path root;
  private final Map<String, String> environment;
  private final List<Path> named;
  private final Supplier<List<Path>> pythonPath;

  /** Listed when the first library is looked for; those of Python when the first is missing. */
  private List<Path> usual;

  private List<Path> asked;

  /**
   * @param root of the file system
   * @param environment of this process
   * @param named by the user, looked into first
   * @param pythonPath returns the directories that the usual Python looks for packages in
   */
  CudaFolders(
      Path root,
      Map<String, String> environment,
      List<Path> named,
      Supplier<List<Path>> pythonPath) {
    this.root = root;
    this.environment = environment;
    this.named = named;
    this.pythonPath = pythonPath;
  }

  static CudaFolders ofThisMachine(List<Path> named) {
    return new CudaFolders(
        Path.of("/"), System.getenv(), List.copyOf(named), PythonPackages::asked);
  }

  /**
   * Returns the file of a library; Python itself is asked where the usual directories have none.
   */
  Optional<Path> find(String library) {
    if (usual == null) {
      usual = usual().toList();
    }
    return in(usual, library).or(() -> in(asked(), library));
  }

  private List<Path> asked() {
    if (asked == null) {
      asked = python(pythonPath.get().stream()).toList();
    }
    return asked;
  }

  private static Optional<Path> in(List<Path> folders, String library) {
    return folders.stream()
        .map(folder -> folder.resolve(library))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private Stream<Path> usual() {
    return Stream.of(
            named.stream().flatMap(CudaFolders::inside),
            Stream.of(environment.getOrDefault("LD_LIBRARY_PATH", "").split(":"))
                .filter(folder -> !folder.isBlank())
                .map(Path::of),
            Stream.of("CUDA_HOME", "CUDA_PATH")
                .map(environment::get)
                .filter(home -> home != null && !home.isBlank())
                .map(Path::of)
                .flatMap(CudaFolders::inside),
            newestFirst(root.resolve("usr/local")).flatMap(CudaFolders::inside),
            SYSTEM.stream().map(root::resolve).flatMap(CudaFolders::inside),
            python(PythonPackages.usual(root, environment)))
        .flatMap(folders -> folders);
  }

  private static Stream<Path> newestFirst(Path parent) {
    List<Path> toolkits = new ArrayList<>(PythonPackages.list(parent, "cuda*").toList());
    Collections.reverse(toolkits);
    return toolkits.stream();
  }

  private static Stream<Path> inside(Path folder) {
    return INSIDE.stream().map(folder::resolve);
  }

  private static Stream<Path> python(Stream<Path> packages) {
    return packages.flatMap(
        folder ->
            Stream.concat(
                PythonPackages.list(folder.resolve("nvidia"), "*").map(part -> part.resolve("lib")),
                Stream.of(folder.resolve("tensorrt_libs"))));
  }
}
