package io.euge.inference.onnxruntime.tensorrt;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import io.euge.device.Device;
import io.euge.device.context.GpuContext;
import io.euge.inference.compiled.CompiledKey;
import io.euge.inference.onnxruntime.cuda.Cuda;
import io.euge.inference.onnxruntime.cuda.CudaFault;
import io.euge.inference.onnxruntime.cuda.CudaLibraries;
import io.euge.inference.onnxruntime.cuda.GpuFingerprint;
import io.euge.inference.onnxruntime.cuda.LoadedLibraries;
import io.euge.inference.onnxruntime.session.OnnxRuntimeEnvironment;
import io.euge.model.Model;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Determines whether TensorRT can be used in this process, and what it compiles for. Never run on a
 * GPU.
 */
public final class TensorRt {
  private static boolean works;

  private TensorRt() {}

  /** Returns whether the library of ONNX Runtime was built with it. */
  public static boolean isBuiltIn() {
    return OnnxRuntimeEnvironment.providers().contains(OrtProvider.TENSOR_RT);
  }

  /** Returns why it cannot be used, as {@link Cuda#fault()}, which must be empty already. */
  public static synchronized Optional<String> fault() {
    if (works) {
      return Optional.empty();
    }
    if (!isBuiltIn()) {
      return Optional.of(Cuda.NOT_BUILT_IN);
    }
    CudaLibraries.withTensorRt().ifPresent(CudaLibraries::load);
    try (SessionOptions settings = new SessionOptions();
        OrtTensorRTProviderOptions options = new OrtTensorRTProviderOptions(0)) {
      settings.addTensorrt(options);
      works = true;
      return Optional.empty();
    } catch (OrtException | UnsatisfiedLinkError e) {
      return Optional.of(CudaFault.describe(String.valueOf(e.getMessage())));
    }
  }

  /**
   * Returns what a compiled model depends on: the library as loaded in this process, and the GPU.
   *
   * @throws IOException if one of them cannot be determined
   */
  public static CompiledKey key(
      Model model, GpuContext gpus, Device device, Map<String, String> settings)
      throws IOException {
    String library =
        LoadedLibraries.ofThisProcess()
            .named("libnvinfer.so")
            .orElseThrow(() -> new IOException("this process has no libnvinfer.so loaded"));
    return new CompiledKey(
        model.sha256(),
        "onnxruntime " + OnnxRuntimeEnvironment.get().getVersion() + " " + library,
        GpuFingerprint.of(gpus.nvidiaSmi(), gpus.uuid(device)),
        settings.toString());
  }
}
