package io.euge.inference.onnxruntime.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import com.sun.jna.Pointer;
import io.euge.inference.onnxruntime.session.OnnxRuntimeEnvironment;
import org.junit.jupiter.api.Test;

class CudaProviderTest {
  private final OrtEnvironment environment = OnnxRuntimeEnvironment.get();

  /** ONNX Runtime itself, built without CUDA, names it in its refusal. */
  @Test
  void theFunctionOfTheCApiIsTheOneForCuda() throws Exception {
    assertThat(environment).isNotNull();
    assertThat(OrtEnvironment.getAvailableProviders()).doesNotContain(OrtProvider.CUDA);
    try (SessionOptions settings = new SessionOptions()) {
      assertThatThrownBy(() -> CudaProvider.append(settings, Pointer.NULL))
          .isInstanceOf(OrtException.class)
          .hasMessageContaining("OrtSessionOptionsAppendExecutionProvider_Cuda");
    }
  }
}
