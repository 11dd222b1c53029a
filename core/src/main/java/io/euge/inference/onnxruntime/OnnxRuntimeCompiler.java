package io.euge.inference.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.euge.device.Device;
import io.euge.inference.EngineOptions;
import io.euge.inference.Session;
import io.euge.inference.compiled.CompiledKey;
import io.euge.inference.compiled.CompiledModels;
import io.euge.inference.compiled.SameBits;
import io.euge.inference.compiled.SourceGraph;
import io.euge.inference.onnxruntime.session.OnnxRuntimeEnvironment;
import io.euge.inference.onnxruntime.session.OnnxRuntimeSession;
import io.euge.model.Model;
import io.euge.model.ModelException;
import io.euge.model.onnx.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Has ONNX Runtime write a graph as optimized for this CPU, with the weights in a separate file,
 * and loads it again with the weights mapped, so that all processes of a host share their pages.
 *
 * <p>A compiled model is used only if its outputs equaled those of the original to the bit when it
 * was compiled.
 */
final class OnnxRuntimeCompiler {
  private static final String GRAPH = "model.onnx";
  private static final String WEIGHTS = "weights.bin";

  /** Smaller weights stay in the graph: mapping them would cost more than it shares. */
  private static final String MIN_MAPPED_BYTES = "1024";

  private static final String SETTINGS =
      "all optimisations but "
          + SessionSettings.DISABLED
          + ", exact products, weights from "
          + MIN_MAPPED_BYTES;

  private final CompiledModels cache;
  private final String processor;

  OnnxRuntimeCompiler(CompiledModels cache, String processor) {
    this.cache = cache;
    this.processor = processor;
  }

  /** Loads the compiled model, or with a warning the original if it cannot be compiled. */
  OnnxRuntimeSession load(Model model, EngineOptions options) throws OrtException {
    Exception failure;
    try {
      return loadCompiled(model, options);
    } catch (SourceGraph.ChangedException e) {
      throw e;
    } catch (Exception e) {
      failure = e;
    }
    // If the graph itself cannot be loaded, that error is reported, not the cache's.
    OnnxRuntimeSession session = CpuSessions.load(model, options);
    cache.warn(failure);
    return session;
  }

  private OnnxRuntimeSession loadCompiled(Model model, EngineOptions options) throws Exception {
    String engine = "onnxruntime " + OnnxRuntimeEnvironment.get().getVersion();
    CompiledKey key = new CompiledKey(model.sha256(), engine, processor, SETTINGS);
    Path folder = open(key, model, options);
    try {
      return load(model, options, folder);
    } catch (OrtException | IOException | ModelException e) {
      // Removed by a cleanup at this moment, or corrupt in a way that the checksum does not show.
      cache.reject(folder);
      return load(model, options, open(key, model, options));
    }
  }

  private Path open(CompiledKey key, Model model, EngineOptions options) throws Exception {
    return cache.open(key, model.bytes(), folder -> compile(model, options, folder));
  }

  private static OnnxRuntimeSession load(Model model, EngineOptions options, Path folder)
      throws OrtException, IOException {
    Path weights = folder.resolve(WEIGHTS);
    long mapped = Files.exists(weights) ? Files.size(weights) : 0;
    Path graph = folder.resolve(GRAPH);
    return CpuSessions.loadCompiled(model, options, graph, mapped, isQuantized(graph));
  }

  /**
   * Returns whether a graph convolves or multiplies in 8 bits with scales that are stored. Weights
   * of such operators are brought into another order in each run if not once by each process. Other
   * operators are as fast with the weights as they are mapped.
   */
  private static boolean isQuantized(Path graph) {
    return OnnxFile.read(graph).operators().stream()
        .anyMatch(operator -> operator.startsWith("QLinear") || operator.equals("QGemm"));
  }

  private static void compile(Model model, EngineOptions options, Path folder)
      throws OrtException, IOException {
    SourceGraph.checkUnchanged(model);
    OrtEnvironment environment = OnnxRuntimeEnvironment.get();
    try (SessionOptions settings = SessionSettings.of(options)) {
      settings.setOptimizationLevel(OptLevel.ALL_OPT);
      settings.setOptimizedModelFilePath(folder.resolve(GRAPH).toString());
      settings.addConfigEntry("session.optimized_model_external_initializers_file_name", WEIGHTS);
      settings.addConfigEntry(
          "session.optimized_model_external_initializers_min_size_in_bytes", MIN_MAPPED_BYTES);
      OrtSession compiling = environment.createSession(model.graph().toString(), settings);
      try (Session plain =
              new OnnxRuntimeSession(environment, compiling, model, Device.CPU, model.bytes());
          Session compiled = load(model, options, folder)) {
        SameBits.check(model, plain, compiled);
      }
    }
  }
}
