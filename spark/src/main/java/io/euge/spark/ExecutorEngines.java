package io.euge.spark;

import io.euge.device.Device;
import io.euge.inference.CompiledModels;
import io.euge.inference.DeviceEngines;
import io.euge.inference.Engine;
import io.euge.inference.OnnxRuntimeEngine;
import java.util.Map;

/** What runs models on each kind of device in an executor. */
final class ExecutorEngines {
  private ExecutorEngines() {}

  static Engine of(ModelSettings settings) {
    Engine onnx =
        new OnnxRuntimeEngine(
            new CompiledModels(settings.compiledDirectory(), settings.compiledBytes()));
    return new DeviceEngines(
        Map.of(Device.Kind.CPU, onnx, Device.Kind.CUDA, onnx, Device.Kind.SIM, onnx));
  }
}
