package io.euge.inference.onnxruntime.session;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import io.euge.inference.InferenceException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * ONNX Runtime's environment of this process, created once.
 *
 * <p>While it is created, the library (seen with 1.29.0) matches the process's command line, as in
 * {@code /proc/self/cmdline}, by a regular expression that recurses for each character. With a
 * class path of some thousand characters on the command line, as launchers and clusters write it,
 * that overflows a Java thread's stack and ends the process without a message. So it is created on
 * a thread whose stack suffices for the longest command line.
 */
public final class OnnxRuntimeEnvironment {
  /**
   * About 260 bytes of stack a character, seen; a command line has at most 2 MiB. Only reserved.
   */
  private static final long STACK_BYTES = 1L << 30;

  private static OrtEnvironment environment;

  private OnnxRuntimeEnvironment() {}

  /**
   * Returns the environment.
   *
   * @throws InferenceException if ONNX Runtime's own libraries cannot be loaded
   * @throws io.euge.EugeException if its telemetry cannot be disabled
   */
  public static synchronized OrtEnvironment get() {
    if (environment == null) {
      OnnxRuntimeTelemetry.disable();
      OnnxRuntimeLibraries.prepare();
      CompletableFuture<OrtEnvironment> made = new CompletableFuture<>();
      new Thread(null, () -> make(made), "euge-onnxruntime-start", STACK_BYTES).start();
      try {
        environment = made.join();
      } catch (CompletionException e) {
        throw new InferenceException(
            "ONNX Runtime does not start (%s): its libraries must be for this system, in a directory that is not mounted noexec; another is named by EUGE_CACHE, or with the libraries in it by -D%s=DIR"
                .formatted(innermost(e), OnnxRuntimeLibraries.PROPERTY),
            e);
      }
    }
    return environment;
  }

  private static Throwable innermost(Throwable e) {
    return e.getCause() == null ? e : innermost(e.getCause());
  }

  /** Returns the providers that the library was built with, which may not work on this host. */
  public static Set<OrtProvider> providers() {
    get();
    return OrtEnvironment.getAvailableProviders();
  }

  /** Returns the directory of ONNX Runtime's libraries; empty where it unpacks them by itself. */
  public static synchronized Optional<Path> libraryFolder() {
    OnnxRuntimeLibraries.prepare();
    return Optional.ofNullable(System.getProperty(OnnxRuntimeLibraries.PROPERTY)).map(Path::of);
  }

  private static void make(CompletableFuture<OrtEnvironment> made) {
    try {
      made.complete(OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "euge"));
    } catch (RuntimeException | Error e) {
      made.completeExceptionally(e);
    }
  }
}
