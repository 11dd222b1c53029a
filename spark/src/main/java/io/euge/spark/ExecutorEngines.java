package io.euge.spark;

import io.euge.device.Device;
import io.euge.device.Gpu;
import io.euge.device.GpuShare;
import io.euge.inference.CompiledModels;
import io.euge.inference.DeviceEngines;
import io.euge.inference.Engine;
import io.euge.inference.GpuOptions;
import io.euge.inference.GpuPlace;
import io.euge.inference.OnnxRuntimeEngine;
import io.euge.inference.sim.GpuParameters;
import io.euge.inference.sim.SimulatedEngine;
import io.euge.inference.sim.SimulatedMps;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What runs models on each kind of device in an executor. */
final class ExecutorEngines {
  private ExecutorEngines() {}

  static Engine of(ModelSettings settings, ExecutorDevices devices, Optional<GpuParameters> sim) {
    Engine onnx =
        new OnnxRuntimeEngine(
            new CompiledModels(settings.compiledDirectory(), settings.compiledBytes()));
    Map<Device.Kind, Engine> engines = new EnumMap<>(Device.Kind.class);
    engines.put(Device.Kind.CPU, onnx);
    engines.put(Device.Kind.CUDA, onnx);
    sim.ifPresent(
        parameters ->
            engines.put(
                Device.Kind.SIM,
                new SimulatedEngine(
                    onnx,
                    parameters,
                    device -> devices.gpu(device).map(Gpu::uuid).orElse("none-" + device.ordinal()),
                    SimulatedMps::ofEnvironment)));
    return new DeviceEngines(engines);
  static Engine of(ModelSettings settings, GpuOptions options, ExecutorDevices devices) {
    Engine onnx =
        new OnnxRuntimeEngine(
            new CompiledModels(settings.compiledDirectory(), settings.compiledBytes()),
            options,
            device -> place(devices, device));
    return new DeviceEngines(
        Map.of(Device.Kind.CPU, onnx, Device.Kind.CUDA, onnx, Device.Kind.SIM, onnx));
  }

  private static GpuPlace place(ExecutorDevices devices, Device device) {
    Optional<Gpu> gpu = devices.gpu(device);
    OptionalLong memory =
        gpu.flatMap(devices.settings()::share)
            .map(GpuShare::models)
            .map(OptionalLong::of)
            .orElse(OptionalLong.empty());
    return new GpuPlace(memory, gpu.map(Gpu::uuid));
  }
}
