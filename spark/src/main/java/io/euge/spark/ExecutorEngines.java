package io.euge.spark;

import io.euge.device.Device;
import io.euge.device.Gpu;
import io.euge.inference.CompiledModels;
import io.euge.inference.DeviceEngines;
import io.euge.inference.Engine;
import io.euge.inference.GpuPlace;
import io.euge.inference.OnnxRuntimeEngine;
import io.euge.inference.sim.SimulatedEngine;
import io.euge.inference.sim.SimulatedMps;
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
            parameters ->
                engines.put(
                    Device.Kind.SIM,
                    new SimulatedEngine(
                        onnx,
                        parameters,
                        device ->
                            devices.gpu(device).map(Gpu::uuid).orElse("none-" + device.ordinal()),
                        SimulatedMps::ofEnvironment)));
    return new DeviceEngines(engines);
  }

  private static GpuPlace place(Optional<Gpu> gpu, GpuSettings settings, ExecutorMps mps) {
    OptionalLong memory =
        gpu.flatMap(settings::share)
            .map(share -> OptionalLong.of(mps.models(share)))
            .orElse(OptionalLong.empty());
    return new GpuPlace(memory, gpu.map(Gpu::uuid), settings.driver());
  }
}
