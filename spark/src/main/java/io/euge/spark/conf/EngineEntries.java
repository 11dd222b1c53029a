package io.euge.spark.conf;

import io.euge.inference.EngineType;
import io.euge.inference.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The configuration entries of the engine that runs the network on the CPU. */
public final class EngineEntries {
  public static final ConfigEntry<EngineType> ENGINE =
      ConfigEntry.of(
          ConfigGroup.DETECTION,
          "engine",
          ValueType.choice("onnxruntime or openvino", EngineType.class),
          "onnxruntime",
          "The engine on the CPU; OpenVINO must be installed: `pip install openvino`");

  public static final ConfigEntry<Precision> PRECISION =
      ConfigEntry.of(
          ConfigGroup.DETECTION,
          "precision",
          ValueType.choice("f32 or bf16", Precision.class),
          "f32",
          "The precision of OpenVINO; bf16 is faster on CPUs that support it, and changes the"
              + " results");

  public static final ConfigEntry<Optional<Path>> OPENVINO_LIBRARIES =
      ConfigEntry.withDefault(
          ConfigGroup.MODELS,
          "openvino.libraries",
          ValueType.path("a directory").optional(),
          "the Python package `openvino`, else the system's libraries",
          Optional::empty,
          "The directory of OpenVINO's libraries, for the engine `openvino`");

  public static final ConfigEntry<List<Path>> CUDA_LIBRARIES =
      ConfigEntry.withDefault(
          ConfigGroup.CUDA,
          "cuda.libraries",
          ValueType.list("directories with commas between")
              .map(folders -> folders.stream().map(Path::of).toList()),
          "`LD_LIBRARY_PATH`, the CUDA Toolkit, the system's libraries, Python's packages",
          List::of,
          "Directories to search first for CUDA's libraries, or those of CUDA Toolkits");

  private EngineEntries() {}

  /** Returns the options of readers. */
  static List<ConfigEntry<?>> options() {
    return List.of(ENGINE, PRECISION);
  }

  /** Returns the settings of executors. */
  static List<ConfigEntry<?>> settings() {
    return List.of(OPENVINO_LIBRARIES, CUDA_LIBRARIES);
  }
}
