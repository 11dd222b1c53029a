package io.euge.spark.executor;

import io.euge.device.Device;
import io.euge.device.context.GpuContext;
import io.euge.inference.DeviceEngines;
import io.euge.inference.Engine;
import io.euge.inference.EngineOptions;
import io.euge.inference.EngineType;
import io.euge.inference.InferenceException;
import io.euge.inference.InferenceInterruptedException;
import io.euge.inference.ProcessorEngines;
import io.euge.inference.Session;
import io.euge.inference.SimulatedGpuType;
import io.euge.inference.compiled.CompiledModels;
import io.euge.inference.onnxruntime.GpuOptions;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.inference.onnxruntime.cuda.CudaLibraries;
import io.euge.inference.openvino.OpenVinoEngine;
import io.euge.model.Model;
import io.euge.spark.conf.CudaSettings;
import io.euge.spark.conf.ModelSettings;
import io.euge.spark.conf.SimSettings;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;

/**
 * Runs models on each kind of device in an executor: on the CPU at once, on GPUs from when they are
 * resolved.
 */
final class ExecutorEngines implements Engine {
  private final CompiledModels compiledModels;
  private final GpuOptions gpuOptions;
  private final Optional<SimulatedGpuType> simulation;
  private final Engine openVino;
  private volatile Engine engines;

  ExecutorEngines(SparkConf conf) {
    ModelSettings settings = ModelSettings.of(conf);
    compiledModels = new CompiledModels(settings.compiledDirectory(), settings.compiledBytes());
    gpuOptions = CudaSettings.of(conf);
    CudaLibraries.lookIn(CudaSettings.libraries(conf));
    simulation = SimSettings.of(conf);
    openVino = new OpenVinoEngine(Optional.of(compiledModels), settings.openVino());
    engines =
        new DeviceEngines(
            Map.of(Device.Kind.CPU, processor(new OnnxRuntimeEngine(compiledModels))));
  }

  private Engine processor(Engine onnx) {
    return new ProcessorEngines(
        Map.of(EngineType.ONNXRUNTIME, onnx, EngineType.OPENVINO, openVino));
  }

  /** Adds the engines of GPUs; to be called before the first load on one. */
  void useGpus(GpuContext gpus) {
    Engine onnx = new OnnxRuntimeEngine(compiledModels, gpuOptions, gpus);
    Map<Device.Kind, Engine> all = new EnumMap<>(Device.Kind.class);
    all.put(Device.Kind.CPU, processor(onnx));
    all.put(Device.Kind.CUDA, onnx);
    simulation.ifPresent(
        type ->
            all.put(
                Device.Kind.SIM,
                type.engine(onnx, device -> gpus.uuid(device).orElse("none-" + device.ordinal()))));
    engines = new DeviceEngines(all);
  }

  @Override
  public Session load(Model model, Device device, EngineOptions options) {
    try {
      return engines.load(model, device, options);
    } catch (InferenceInterruptedException e) {
      throw e;
    } catch (InferenceException e) {
      // An engine that has the model compiled does not need the file.
      throw Files.exists(model.graph()) ? e : ModelReference.removed(model.graph(), e);
    }
  }
}
