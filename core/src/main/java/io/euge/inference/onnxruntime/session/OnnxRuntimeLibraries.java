package io.euge.inference.onnxruntime.session;

import ai.onnxruntime.OrtEnvironment;
import io.euge.file.CacheFolder;
import io.euge.inference.onnxruntime.session.NativeLibraries.Part;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has ONNX Runtime load its native libraries from a directory of the host's cache. By itself it
 * unpacks them into a directory of its own in each process: 583 MB of CUDA's provider, seconds
 * long.
 */
final class OnnxRuntimeLibraries {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxRuntimeLibraries.class);

  /** ONNX Runtime reads it when the first of its classes is initialised. */
  static final String PROPERTY = "onnxruntime.native.path";

  private static final String INSIDE = "ai/onnxruntime/native/";

  /**
   * Where Bytedeco's build for CUDA 13 has its libraries. It is the same ONNX Runtime, so the Java
   * classes and their native part are Microsoft's of that version.
   */
  private static final String CUDA_13 = "/org/bytedeco/onnxruntime/linux-x86_64-gpu/";

  private static final String LIBRARY = "libonnxruntime.so.1";
  private static final Map<String, String> JNI =
      Map.of("libonnxruntime4j_jni.so", "libonnxruntime4j_jni.so");

  private OnnxRuntimeLibraries() {}

  private static Part cuda13(Path jar) {
    String shared = "libonnxruntime_providers_shared.so";
    String cuda = "libonnxruntime_providers_cuda.so";
    return new Part(
        jar,
        CUDA_13.substring(1),
        // Under the name by which the classes load it; others know it by the one within.
        Map.of(LIBRARY, "libonnxruntime.so", shared, shared, cuda, cuda));
  }

  /** Returns the jar that has a resource; empty if it is there in none. */
  private static Optional<Path> jarOf(URL resource) {
    if (resource == null || !resource.getProtocol().equals("jar")) {
      return Optional.empty();
    }
    String place = resource.getPath();
    return Optional.of(Path.of(URI.create(place.substring(0, place.indexOf("!/")))));
  }

  /**
   * Prepares the directory and names it to ONNX Runtime. A directory that the user named stays;
   * where no directory can be had, ONNX Runtime goes its own way, with a warning that says why.
   */
  static void prepare() {
    if (System.getProperty(PROPERTY) != null) {
      return;
    }
    Path directory = CacheFolder.standard(System.getenv()).resolve("native");
    try {
      Optional<Path> jar = jar();
      Optional<String> platform =
          platform(System.getProperty("os.name"), System.getProperty("os.arch"));
      if (jar.isPresent() && platform.isPresent()) {
        String inside = INSIDE + platform.get() + "/";
        Optional<Path> cuda13 = jarOf(OnnxRuntimeLibraries.class.getResource(CUDA_13 + LIBRARY));
        String version =
            cuda13.orElse(jar.get()).getFileName().toString().replaceFirst("\\.jar$", "");
        List<Part> parts =
            cuda13
                .map(other -> List.of(new Part(jar.get(), inside, JNI), cuda13(other)))
                .orElseGet(() -> List.of(new Part(jar.get(), inside, Map.of())));
        Path folder = new NativeLibraries(directory).open(parts, version);
        System.setProperty(PROPERTY, folder.toString());
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "This process unpacks ONNX Runtime's libraries for itself, into {}, because {} cannot be"
              + " used ({}): free space there or name another directory by EUGE_CACHE, or name a"
              + " directory that has them by -D{}=DIR",
          System.getProperty("java.io.tmpdir"),
          directory,
          e.toString(),
          PROPERTY);
    }
  }

  /** Returns the jar of ONNX Runtime; empty if its classes are not in a jar. */
  private static Optional<Path> jar() {
    // The class is not initialised by this.
    CodeSource source = OrtEnvironment.class.getProtectionDomain().getCodeSource();
    if (source == null || !source.getLocation().getPath().endsWith(".jar")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException | IllegalArgumentException e) {
      // A place that is no file of this host.
      return Optional.empty();
    }
  }

  /** Returns the platform's directory in ONNX Runtime's jar; empty for an unsupported one. */
  static Optional<String> platform(String system, String architecture) {
    String os = system.toLowerCase(Locale.ROOT);
    String name = os.contains("mac") ? "osx" : os.contains("linux") ? "linux" : "";
    String processor =
        switch (architecture.toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> "x64";
          case "aarch64" -> "aarch64";
          default -> "";
        };
    return name.isEmpty() || processor.isEmpty()
        ? Optional.empty()
        : Optional.of(name + "-" + processor);
  }
}
