package io.euge.spark.executor;

import io.euge.device.Device;
import io.euge.device.gpu.Gpu;
import io.euge.inference.DeviceEngines;
import io.euge.inference.Engine;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.inference.onnxruntime.compiled.CompiledModels;
import io.euge.inference.onnxruntime.cuda.GpuBudget;
import io.euge.spark.conf.CudaSettings;
import io.euge.spark.conf.GpuSettings;
import io.euge.spark.conf.ModelSettings;
import io.euge.spark.conf.SimSettings;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.SparkConf;

/** What runs models on each kind of device in an executor. */
final class ExecutorEngines {
  private ExecutorEngines() {}

  static Engine of(SparkConf conf, ExecutorDevices devices, ExecutorMps mps) {
    ModelSettings settings = ModelSettings.of(conf);
    Engine onnx =
        new OnnxRuntimeEngine(
            new CompiledModels(settings.compiledDirectory(), settings.compiledBytes()),
            CudaSettings.of(conf),
            device -> place(devices.gpu(device), devices.settings(), mps));
    Map<Device.Kind, Engine> engines = new EnumMap<>(Device.Kind.class);
    engines.put(Device.Kind.CPU, onnx);
    engines.put(Device.Kind.CUDA, onnx);
    SimSettings.of(conf)
        .ifPresent(
            type ->
                engines.put(
                    Device.Kind.SIM,
                    type.engine(
                        onnx,
                        device ->
                            devices
                                .gpu(device)
                                .map(Gpu::uuid)
                                .orElse("none-" + device.ordinal()))));
    return new DeviceEngines(engines);
  }

  private static GpuBudget place(Optional<Gpu> gpu, GpuSettings settings, ExecutorMps mps) {
    OptionalLong memory =
        gpu.flatMap(settings::share)
            .map(share -> OptionalLong.of(mps.models(share)))
            .orElse(OptionalLong.empty());
    return new GpuBudget(memory, gpu.map(Gpu::uuid), settings.nvidiaSmi());
  }
}
