package io.euge.inference.onnxruntime.cuda;

import io.euge.inference.onnxruntime.session.OnnxRuntimeEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * NVIDIA's libraries that ONNX Runtime's provider for CUDA, or that for TensorRT, needs. They are
 * loaded by their full paths, each after those that it needs itself; when the provider then asks
 * for them by name, the process has them, so that no environment variable is needed.
 */
public final class CudaLibraries {
  private static final Logger LOG = LoggerFactory.getLogger(CudaLibraries.class);
  private static final String PROVIDER = "libonnxruntime_providers_cuda.so";
  private static final String TENSORRT_PROVIDER = "libonnxruntime_providers_tensorrt.so";
  private static final Pattern NVIDIAS =
      Pattern.compile(
          "lib(cublas|cudart|cudnn|cufft|curand|cusparse|cusolver|nvrtc|nv[Jj]it|nvinfer|nvonnxparser)"
              + "\\w*\\.so\\.\\d+");
  private static final Pattern RUNTIME = Pattern.compile("libcudart\\.so\\.(\\d+)");

  /**
   * The provider of ONNX Runtime 1.29 does not declare that it needs cuDNN: it opens it by name for
   * the first convolution, and fails there if it does not find it.
   */
  private static final String CUDNN = "libcudnn.so.9";

  /** Those that the provider and cuDNN open by name only when they are first needed. */
  private static final Map<Integer, List<String>> LATER =
      Map.of(
          12, List.of("libcufft.so.11", "libcurand.so.10", "libnvrtc.so.12"),
          13, List.of("libcufft.so.12", "libcurand.so.10", "libnvrtc.so.13"));

  /** Has the directories to look into first. Child JVMs inherit it. */
  private static final String PROPERTY = "euge.cuda.libraries";

  private static final String SEPARATOR = ",";

  private final Path provider;
  private final CudaFolders folders;

  CudaLibraries(Path provider, CudaFolders folders) {
    this.provider = provider;
    this.folders = folders;
  }

  /**
   * Names directories to look into first, for this process and for the JVMs that it starts; before
   * CUDA is first tried.
   *
   * @param folders with the libraries, or of CUDA Toolkits
   */
  public static void lookIn(List<Path> folders) {
    System.setProperty(
        PROPERTY, folders.stream().map(Path::toString).collect(Collectors.joining(SEPARATOR)));
  }

  private static CudaFolders folders() {
    List<Path> named =
        Stream.of(System.getProperty(PROPERTY, "").split(SEPARATOR))
            .filter(folder -> !folder.isEmpty())
            .map(Path::of)
            .toList();
    return CudaFolders.ofThisMachine(named);
  }

  /** Returns whether this machine has the libraries of a version of CUDA, such as 13. */
  public static boolean areInstalled(int version) {
    return isInstalled("libcublasLt.so." + version);
  }

  /** Returns whether a library is in one of the directories where CUDA's are searched. */
  public static boolean isInstalled(String library) {
    return folders().find(library).isPresent();
  }

  /** Returns those of this process; empty if this build has no CUDA provider. */
  public static Optional<CudaLibraries> ofThisProcess() {
    return of(PROVIDER);
  }

  /** Returns those of this process with TensorRT; empty if this build has no provider for it. */
  public static Optional<CudaLibraries> withTensorRt() {
    return of(TENSORRT_PROVIDER);
  }

  private static Optional<CudaLibraries> of(String provider) {
    return OnnxRuntimeEnvironment.libraryFolder()
        .map(folder -> folder.resolve(provider))
        .filter(Files::isRegularFile)
        .map(file -> new CudaLibraries(file, folders()));
  }

  /** Returns the version of CUDA that the provider is built for, such as 13, if it tells one. */
  public Optional<Integer> version() {
    return needed(provider).stream()
        .map(RUNTIME::matcher)
        .filter(Matcher::matches)
        .map(name -> Integer.valueOf(name.group(1)))
        .findFirst();
  }

  /** Returns the names of the libraries that the provider needs and that are not found. */
  public List<String> missing() {
    List<String> missing = new ArrayList<>();
    visit(file -> {}, missing);
    return missing;
  }

  /** Returns the files, each after those that it needs. */
  public List<Path> files() {
    List<Path> files = new ArrayList<>();
    visit(files::add, new ArrayList<>());
    return files;
  }

  /** Loads what is found. What is missing, or cannot be loaded, the provider will miss and name. */
  public void load() {
    visit(CudaLibraries::load, new ArrayList<>());
  }

  /** Returns whether a library of this name is searched for, and loaded by its full path. */
  static boolean loads(String name) {
    return NVIDIAS.matcher(name).matches();
  }

  private static void load(Path file) {
    try {
      System.load(file.toString());
      LOG.debug("Loaded {}", file);
    } catch (UnsatisfiedLinkError e) {
      LOG.warn("{} cannot be loaded: {}", file, e.getMessage());
    }
  }

  private void visit(Consumer<Path> found, List<String> missing) {
    Set<String> visited = new HashSet<>();
    List<String> direct = nvidias(provider);
    direct.forEach(name -> visit(name, visited, found, missing));
    visit(CUDNN, visited, found, missing);
    List<String> later = LATER.getOrDefault(version().orElse(0), List.of());
    later.forEach(name -> visit(name, visited, found, new ArrayList<>()));
  }

  private void visit(String name, Set<String> visited, Consumer<Path> found, List<String> missing) {
    if (!visited.add(name)) {
      return;
    }
    Optional<Path> file = folders.find(name);
    if (file.isEmpty()) {
      missing.add(name);
      return;
    }
    nvidias(file.get()).forEach(next -> visit(next, visited, found, missing));
    found.accept(file.get().toAbsolutePath());
  }

  private static List<String> nvidias(Path library) {
    return needed(library).stream().filter(CudaLibraries::loads).toList();
  }

  private static List<String> needed(Path library) {
    try {
      return NeededLibraries.of(library);
    } catch (IOException e) {
      LOG.warn("{} does not declare which libraries it needs: {}", library, e.getMessage());
      return List.of();
    }
  }
}
