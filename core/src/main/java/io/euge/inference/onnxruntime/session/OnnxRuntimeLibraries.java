package io.euge.inference.onnxruntime.session;

import ai.onnxruntime.OrtEnvironment;
import io.euge.file.CacheFolder;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has ONNX Runtime load its native libraries from a folder of the host's cache. By itself it
 * unpacks them into a folder of its own in each process: 583 MB of CUDA's provider, seconds long.
 */
final class OnnxRuntimeLibraries {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxRuntimeLibraries.class);

  /** ONNX Runtime reads it when the first of its classes is initialised. */
  static final String PROPERTY = "onnxruntime.native.path";

  private static final String INSIDE = "ai/onnxruntime/native/";

  private OnnxRuntimeLibraries() {}

  /**
   * Prepares the folder and names it to ONNX Runtime. A folder that the user named stays; where no
   * folder can be had, ONNX Runtime goes its own way, with a warning that says why.
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
        String version = jar.get().getFileName().toString().replaceFirst("\\.jar$", "");
        Path folder = new NativeLibraries(directory).open(jar.get(), inside, version);
        System.setProperty(PROPERTY, folder.toString());
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "This process unpacks ONNX Runtime's libraries for itself, into {}, because {} cannot be"
              + " used ({}): make room there or name another folder by EUGE_CACHE, or name a folder"
              + " that has them by -D{}=DIR",
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

  /** Returns the platform's folder in ONNX Runtime's jar; empty for an unsupported one. */
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
