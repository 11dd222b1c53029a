package io.euge.inference.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.euge.device.Device;
import io.euge.inference.EngineOptions;
import io.euge.inference.MemoryEstimate;
import io.euge.inference.ResidentMemory;
import io.euge.inference.onnxruntime.session.OnnxRuntimeEnvironment;
import io.euge.inference.onnxruntime.session.OnnxRuntimeSession;
import io.euge.model.Model;
import java.nio.file.Path;

/** Creates sessions on the CPU and measures what they take. */
final class CpuSessions {
  static final String DISABLE_PREPACKING = "session.disable_prepacking";

  private CpuSessions() {}

  /** Loads a graph, which the library optimizes first. */
  static OnnxRuntimeSession load(Model model, EngineOptions options) throws OrtException {
    OrtEnvironment environment = OnnxRuntimeEnvironment.get();
    try (SessionOptions settings = SessionSettings.of(options)) {
      settings.setOptimizationLevel(OptLevel.ALL_OPT);
      long before = ResidentMemory.anonymous();
      OrtSession session = environment.createSession(model.graph().toString(), settings);
      long grown = ResidentMemory.anonymous() - before;
      // Other threads may have added to the growth; the weights it takes at least.
      long bytes = Math.max(model.bytes(), Math.min(grown, MemoryEstimate.of(model)));
      return new OnnxRuntimeSession(environment, session, model, Device.CPU, bytes);
    }
  }

  /**
   * Loads a compiled graph whose weights lie beside it and are mapped.
   *
   * @param mapped bytes of the weights
   * @param prepacked whether the engine may keep private copies of weights in an order of its own
   */
  static OnnxRuntimeSession loadCompiled(
      Model model, EngineOptions options, Path graph, long mapped, boolean prepacked)
      throws OrtException {
    OrtEnvironment environment = OnnxRuntimeEnvironment.get();
    try (SessionOptions settings = SessionSettings.of(options)) {
      settings.setOptimizationLevel(OptLevel.NO_OPT);
      settings.addConfigEntry(DISABLE_PREPACKING, prepacked ? "0" : "1");
      long before = ResidentMemory.anonymous();
      OrtSession session = environment.createSession(graph.toString(), settings);
      long grown = ResidentMemory.anonymous() - before;
      long bytes = mapped + Math.max(0, Math.min(grown, MemoryEstimate.of(model)));
      return new OnnxRuntimeSession(environment, session, model, Device.CPU, bytes);
    }
  }
}
