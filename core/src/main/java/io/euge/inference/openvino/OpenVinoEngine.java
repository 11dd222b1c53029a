package io.euge.inference.openvino;

import io.euge.device.Device;
import io.euge.inference.Engine;
import io.euge.inference.EngineOptions;
import io.euge.inference.InferenceException;
import io.euge.inference.MachineMemory;
import io.euge.inference.Session;
import io.euge.inference.Uninterruptibly;
import io.euge.inference.compiled.CompiledModels;
import io.euge.inference.compiled.ProcessorFeatures;
import io.euge.inference.compiled.SourceGraph;
import io.euge.inference.openvino.Calls.OpenVinoException;
import io.euge.model.Model;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Runs models with OpenVINO on the CPU. Its library is loaded with the first model. */
public final class OpenVinoEngine implements Engine {
  /**
   * The library descends into graphs by recursion, deeper than a Java thread's stack allows; an
   * overflow would end the process. Only reserved.
   */
  private static final long STACK_BYTES = 1L << 29;

  private final Optional<CompiledModels> cache;
  private final Optional<Path> folder;

  /**
   * @param cache of compiled models; without one every process compiles
   * @param folder with the library; where it is empty, the library is looked for
   */
  public OpenVinoEngine(Optional<CompiledModels> cache, Optional<Path> folder) {
    this.cache = cache;
    this.folder = folder;
  }

  /**
   * Returns the version and the file of the library, which is loaded.
   *
   * @throws InferenceException if it is not installed or cannot be used, with the remedy
   */
  public String describe() {
    OpenVinoLoader library = library();
    return "version " + library.version() + " in " + library.file().getParent();
  }

  /**
   * Returns where the library is installed on this machine; empty if it is not where packages
   * usually are. It is not loaded.
   */
  public static Optional<Path> installed() {
    return OpenVinoLibraries.ofThisMachine().installed().map(Path::getParent);
  }

  /**
   * Checks that the library is on this machine, without loading it.
   *
   * @param folder with the library; where it is empty, the library is looked for
   * @throws InferenceException if it is not, with the line that installs it
   */
  public static void requireInstalled(Optional<Path> folder) {
    OpenVinoLoader.file(OpenVinoLibraries.ofThisMachine(), folder);
  }

  private OpenVinoLoader library() {
    return OpenVinoLoader.get(folder, OpenVinoLibraries.ofThisMachine());
  }

  @Override
  public Session load(Model model, Device device, EngineOptions options) {
    if (device.kind() != Device.Kind.CPU) {
      throw new InferenceException(
          "Cannot load model %s on %s: the engine openvino runs on the CPU; give device cpu or engine onnxruntime"
              .formatted(model.name(), device));
    }
    MachineMemory.check(model, device, MachineMemory.total());
    OpenVinoCompiler compiler = new OpenVinoCompiler(library());
    return onDeepStack(() -> load(compiler, model, options));
  }

  private Session load(OpenVinoCompiler compiler, Model model, EngineOptions options) {
    Exception failure = null;
    Optional<String> processor = ProcessorFeatures.read();
    if (options.compiled() && cache.isPresent() && processor.isPresent()) {
      try {
        return compiler.load(model, options, cache.get(), processor.get());
      } catch (SourceGraph.ChangedException e) {
        throw e;
      } catch (Exception e) {
        failure = e;
      }
    }
    // If the graph itself cannot be loaded, that error is reported, not the cache's.
    try {
      Session session = compiler.load(model, options);
      if (failure != null) {
        cache.orElseThrow().warn(failure);
      }
      return session;
    } catch (OpenVinoException e) {
      throw new InferenceException(
          "Cannot load model %s (%s) with OpenVINO in precision %s: %s; give engine onnxruntime, which may read it"
              .formatted(model.name(), model.graph(), options.precision().option(), e.getMessage()),
          e);
    }
  }

  private static Session onDeepStack(Supplier<Session> load) {
    CompletableFuture<Session> loaded = new CompletableFuture<>();
    Runnable work =
        () -> {
          try {
            loaded.complete(load.get());
          } catch (RuntimeException | Error e) {
            loaded.completeExceptionally(e);
          }
        };
    Thread thread = new Thread(null, work, "euge-openvino-load", STACK_BYTES);
    thread.start();
    Uninterruptibly.join(thread);
    try {
      return loaded.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new InferenceException("OpenVINO failed: " + e.getCause(), e);
    }
  }
}
