package io.euge.bench.script;

import io.euge.inference.EngineType;
import io.euge.inference.Precision;
import java.util.List;

/** An engine and its precision. */
enum ChosenEngine {
  ONNXRUNTIME("ONNX Runtime", EngineType.ONNXRUNTIME, Precision.F32),
  OPENVINO("OpenVINO f32", EngineType.OPENVINO, Precision.F32),
  OPENVINO_BF16("OpenVINO bf16", EngineType.OPENVINO, Precision.BF16);

  private final String title;
  private final EngineType engine;
  private final Precision precision;

  ChosenEngine(String title, EngineType engine, Precision precision) {
    this.title = title;
    this.engine = engine;
    this.precision = precision;
  }

  String title() {
    return title;
  }

  boolean isOpenVino() {
    return engine == EngineType.OPENVINO;
  }

  /** Returns the options for this engine, which {@code euge detect} and the script share. */
  List<String> options() {
    return List.of("--engine", engine.option(), "--precision", precision.option());
  }
}
