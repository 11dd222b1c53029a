package io.euge.inference.onnxruntime.tensorrt;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import io.euge.inference.onnxruntime.compiled.CompiledKey;
import io.euge.inference.onnxruntime.cuda.Cuda;
import io.euge.inference.onnxruntime.cuda.CudaFault;
import io.euge.inference.onnxruntime.cuda.GpuBudget;
import io.euge.inference.onnxruntime.cuda.GpuFingerprint;
import io.euge.inference.onnxruntime.cuda.LoadedLibraries;
import io.euge.inference.onnxruntime.session.OnnxRuntimeEnvironment;
import io.euge.model.Model;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Whether TensorRT can be used in this process, and what it compiles for. Never run on a GPU. */
public final class TensorRt {
  private static boolean works;

  private TensorRt() {}

  /** Why it cannot be used, as {@link Cuda#fault()}, which must be empty already. */
  public static synchronized Optional<String> fault() {
    if (works) {
      return Optional.empty();
    }
    if (!OnnxRuntimeEnvironment.providers().contains(OrtProvider.TENSOR_RT)) {
      return Optional.of(Cuda.NOT_BUILT_IN);
    }
    try (SessionOptions settings = new SessionOptions();
        OrtTensorRTProviderOptions options = new OrtTensorRTProviderOptions(0)) {
      settings.addTensorrt(options);
      works = true;
      return Optional.empty();
    } catch (OrtException | UnsatisfiedLinkError e) {
      return Optional.of(CudaFault.sentence(String.valueOf(e.getMessage())));
    }
  }

  /**
   * What a compiled model fits: the library as it is loaded in this process, and the GPU.
   *
   * @param gpu the one it is for
   * @throws IOException if one of them cannot be told
   */
  public static CompiledKey key(Model model, GpuBudget gpu, Map<String, String> settings)
      throws IOException {
    String library =
        LoadedLibraries.ofThisProcess()
            .named("libnvinfer.so")
            .orElseThrow(() -> new IOException("this process has no libnvinfer.so loaded"));
    return new CompiledKey(
        model.sha256(),
        "onnxruntime " + OnnxRuntimeEnvironment.get().getVersion() + " " + library,
        GpuFingerprint.of(gpu.driver(), gpu.uuid()),
        settings.toString());
  }
}
