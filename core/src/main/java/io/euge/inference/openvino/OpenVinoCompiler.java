package io.euge.inference.openvino;

import com.sun.jna.Pointer;
import io.euge.inference.EngineOptions;
import io.euge.inference.MemoryEstimate;
import io.euge.inference.ResidentMemory;
import io.euge.inference.Session;
import io.euge.inference.compiled.CompiledKey;
import io.euge.inference.compiled.CompiledModels;
import io.euge.inference.compiled.SameBits;
import io.euge.inference.compiled.SourceGraph;
import io.euge.inference.openvino.Calls.OpenVinoException;
import io.euge.model.Model;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/** Loads models with OpenVINO, from their graphs or as they were compiled for this host. */
final class OpenVinoCompiler {
  private static final String FILE = "model.blob";

  private final OpenVinoLoader library;

  OpenVinoCompiler(OpenVinoLoader library) {
    this.library = library;
  }

  /** Loads a graph, which the library compiles first. */
  OpenVinoSession load(Model model, EngineOptions options) throws OpenVinoException {
    return session(model, options, null);
  }

  /**
   * Loads the model from the host's cache of compiled ones, where it is compiled if it is not
   * there. It is used only if its outputs equaled those of the original to the bit then.
   *
   * @throws SourceGraph.ChangedException if the graph is another than when the model was opened
   * @throws Exception if the cache cannot be used
   */
  OpenVinoSession load(Model model, EngineOptions options, CompiledModels cache, String processor)
      throws Exception {
    CompiledKey key =
        new CompiledKey(
            model.sha256(),
            "openvino " + library.version(),
            processor,
            "one frame, precision " + options.precision().option());
    Path folder = cache.open(key, model.bytes(), to -> compile(model, options, to));
    try {
      return read(model, options, folder);
    } catch (OpenVinoException | IOException e) {
      // Removed by a cleanup at this moment, or corrupt in a way that the checksum does not show.
      cache.reject(folder);
      return read(
          model, options, cache.open(key, model.bytes(), to -> compile(model, options, to)));
    }
  }

  /** One stream of one thread, for the file is the same for any number. */
  private void compile(Model model, EngineOptions options, Path folder) throws Exception {
    SourceGraph.checkUnchanged(model);
    EngineOptions single = options.withConcurrentRuns(1).withIntraOpThreads(1);
    try (OpenVinoSession plain = load(model, single)) {
      Calls.check(
          OpenVino.ov_compiled_model_export_model(plain.compiled, folder.resolve(FILE).toString()));
      try (Session compiled = read(model, single, folder)) {
        SameBits.check(model, plain, compiled);
      }
    }
  }

  private OpenVinoSession read(Model model, EngineOptions options, Path folder)
      throws OpenVinoException, IOException {
    try (FileChannel file = FileChannel.open(folder.resolve(FILE))) {
      return session(model, options, file.map(MapMode.READ_ONLY, 0, file.size()));
    }
  }

  /**
   * @param content the compiled model; null if it is to be compiled
   */
  private OpenVinoSession session(Model model, EngineOptions options, ByteBuffer content)
      throws OpenVinoException {
    OpenVinoCore core = new OpenVinoCore(library, options);
    long before = ResidentMemory.anonymous();
    Pointer compiled;
    try {
      compiled = content == null ? core.compile(model) : core.read(content);
    } catch (OpenVinoException | RuntimeException e) {
      core.close();
      throw e;
    }
    // Other threads may have added to the growth; the weights it takes at least.
    long grown = ResidentMemory.anonymous() - before;
    long bytes = Math.max(model.bytes(), Math.min(grown, MemoryEstimate.of(model)));
    return new OpenVinoSession(core, compiled, model, options.precision(), content, bytes);
  }
}
