package io.euge.inference.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.euge.inference.EngineOptions;
import java.util.Map;

/** The settings that all sessions have, on any device. */
final class SessionSettings {
  /**
   * An optimization that makes zeros around a max pooling the pooling's own padding, which is the
   * lowest number: YOLOv3-tiny's boxes were off by up to 40 pixels with ONNX Runtime 1.29.
   */
  static final String DISABLED = "Pad_Fusion";

  /**
   * Multiplies 8 bit numbers exactly. On CPUs with AVX2 or AVX-512, but without VNNI, ONNX Runtime
   * otherwise adds pairs of products in 16 bits, which overflow: of 21 sure detections of a
   * quantized YOLOv8n, 7 were lost. Other CPUs do the same with it as without.
   */
  private static final String EXACT_INT8 = "session.x64quantprecision";

  /** Runs of many tasks share the cores: a thread that waits in a loop takes one from another. */
  static final Map<String, String> KEYS =
      Map.of(
          "session.intra_op.allow_spinning",
          "0",
          "session.inter_op.allow_spinning",
          "0",
          "optimization.disable_specified_optimizers",
          DISABLED,
          EXACT_INT8,
          "1");

  private SessionSettings() {}

  /**
   * Returns settings that the caller completes and closes. The library's own log is silent: all it
   * reports comes back as an exception.
   */
  static SessionOptions of(EngineOptions options) throws OrtException {
    SessionOptions settings = new SessionOptions();
    try {
      settings.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      settings.setIntraOpNumThreads(options.intraOpThreads());
      settings.setInterOpNumThreads(1);
      for (Map.Entry<String, String> key : KEYS.entrySet()) {
        settings.addConfigEntry(key.getKey(), key.getValue());
      }
      return settings;
    } catch (OrtException e) {
      settings.close();
      throw e;
    }
  }
}
