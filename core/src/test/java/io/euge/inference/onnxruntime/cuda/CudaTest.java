package io.euge.inference.onnxruntime.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.euge.device.gpu.Gpu;
import io.euge.device.gpu.GpuQueryResult;
import io.euge.device.gpu.GpuQueryResult.Available;
import io.euge.device.gpu.GpuQueryResult.Reason;
import io.euge.device.gpu.GpuQueryResult.Unavailable;
import io.euge.device.mps.MpsFault;
import io.euge.inference.onnxruntime.session.OnnxRuntimeEnvironment;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CudaTest {
  private static final Set<OrtProvider> WITH = EnumSet.of(OrtProvider.CPU, OrtProvider.CUDA);
  private static final GpuQueryResult SEEN =
      new Available(
          List.of(
              new Gpu(
                  0,
                  "GPU-0",
                  "A GPU",
                  OptionalLong.empty(),
                  OptionalLong.empty(),
                  OptionalInt.empty(),
                  Optional.empty(),
                  Optional.empty())),
          List.of());

  private int attempts;
  private String says;

  private void start() throws OrtException {
    attempts++;
    if (says != null) {
      throw new OrtException(says);
    }
  }

  private Cuda cuda(Set<OrtProvider> providers, GpuQueryResult inventory) {
    return new Cuda(() -> providers, () -> inventory, this::start);
  }

  @Test
  void aBuildWithoutCudaSaysHowToGetOneAndTriesNothing() {
    Cuda cuda = cuda(EnumSet.of(OrtProvider.CPU), SEEN);
    assertThat(cuda.check().orElseThrow())
        .contains("EUGE_GPU=auto", "the release with cuda13", "gpu13");
    assertThat(attempts).isZero();
  }

  @Test
  void whatWorksIsTriedOnce() {
    Cuda cuda = cuda(WITH, SEEN);
    assertThat(cuda.check()).isEmpty();
    assertThat(cuda.check()).isEmpty();
    assertThat(attempts).isEqualTo(1);
  }

  @Test
  void aFaultIsCheckedAgain() {
    Cuda cuda = cuda(WITH, SEEN);
    says = "CUDA failure 100: no CUDA-capable device is detected";
    assertThat(cuda.check().orElseThrow()).contains("CUDA_VISIBLE_DEVICES");
    says = null;
    assertThat(cuda.check()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"NO_DRIVER", "NO_GPU", "LOST", "HANGS", "NOT_PERMITTED"})
  void whereNoGpuCanBeUsedItIsNotEvenTried(Reason reason) {
    assertThat(cuda(WITH, new Unavailable(reason, "The sentence.")).check())
        .contains("The sentence.");
    assertThat(attempts).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"NO_PROGRAM", "NO_LIBRARY", "NOT_UNDERSTOOD", "GARBLED", "FAILED"})
  void aToolWithoutAnAnswerProvesNothing(Reason reason) {
    assertThat(cuda(WITH, new Unavailable(reason, "The sentence.")).check()).isEmpty();
    says = "whatever";
    assertThat(cuda(WITH, new Unavailable(reason, "The sentence.")).check())
        .contains("The sentence.");
  }

  @ParameterizedTest
  @CsvSource({
    "libcublasLt.so.12, CUDA Toolkit 12",
    "libcublasLt.so.13, CUDA Toolkit 13",
    "libcudart.so.13, pip install nvidia-cuda-runtime nvidia-cublas nvidia-cudnn-cu13",
    "libcudart.so.12, pip install nvidia-cuda-runtime-cu12",
    "libcufft.so.12, CUDA Toolkit 13",
    "libcudart.so.12, CUDA Toolkit 12",
    "libcufft.so.11, CUDA Toolkit 12",
    "libcudnn.so.9, cuDNN 9",
    "libnvinfer.so.10, TensorRT 10",
    "libnvinfer.so.10, pip install \"tensorrt-cu12-libs<11\"",
    "libnvonnxparser.so.10, pip install \"tensorrt-cu12-libs<11\"",
    "libcuda.so.1, driver",
    "libstdc++.so.6, the package that has it",
  })
  void aMissingLibraryIsNamedWithItsOwner(String library, String owner) {
    says =
        "Error code - ORT_FAIL - message: provider_bridge_ort.cc:1952 Failed to load library"
            + " /tmp/x/libonnxruntime_providers_cuda.so with error: "
            + library
            + ": cannot open shared object file: No such file or directory";
    assertThat(cuda(WITH, SEEN).check().orElseThrow())
        .startsWith("The library " + library + " ")
        .contains(owner, "LD_LIBRARY_PATH");
  }

  @Test
  void whatIsNotKnownIsQuotedShort() {
    says = "line one\n  line two " + "x".repeat(1000);
    assertThat(cuda(WITH, SEEN).check().orElseThrow())
        .contains("line one line two", "...", "euge doctor")
        .hasSizeLessThan(450);
  }

  @ParameterizedTest
  @CsvSource({"805", "806", "807", "808", "809", "810"})
  void aFaultOfMpsIsNamedHoweverLateItStandsInTheMessage(int code) {
    says = "cuda_call.cc:129 " + "x".repeat(500) + " CUDA failure " + code + ": words ; GPU=0";
    for (GpuQueryResult inventory :
        List.of(SEEN, new Unavailable(Reason.NO_PROGRAM, "The sentence."))) {
      String fault = cuda(WITH, inventory).check().orElseThrow();
      assertThat(fault).startsWith("CUDA does not start here: ");
      assertThat(MpsFault.in(fault)).map(MpsFault::code).contains(code);
    }
  }

  @Test
  void theGraphItIsTriedWithIsOne() throws OrtException {
    OrtEnvironment environment = OnnxRuntimeEnvironment.get();
    try (SessionOptions settings = new SessionOptions()) {
      assertThat(CudaProbeGraph.run(environment, settings)).isEqualTo(6);
    }
  }

  /** The message of ONNX Runtime 1.29 on a host whose driver sees no GPU, shortened. */
  @Test
  void theFailureIsQuotedHoweverLateItStandsInTheMessage() {
    says =
        "Error code - ORT_FAIL - message: "
            + "x".repeat(500)
            + " Parse Failed to parse provider option \"device_id\": CUDA failure 100: no"
            + " CUDA-capable device is detected ; GPU=-1 ; expr=cudaGetDeviceCount(&num_devices); ";
    assertThat(cuda(WITH, SEEN).check())
        .contains(
            "CUDA does not start here ('CUDA failure 100: no CUDA-capable device is detected'):"
                + " check CUDA_VISIBLE_DEVICES, and whether the container was given a GPU");
  }

  @Test
  void theSettingIsNamedOnlyForLibrariesThatAreSearchedForInIt() {
    assertThat(CudaFault.library("libnvinfer.so.10"))
        .endsWith("name that directory in spark.euge.cuda.libraries or LD_LIBRARY_PATH");
    assertThat(CudaFault.library("libcuda.so.1"))
        .endsWith("name that directory in LD_LIBRARY_PATH");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cuDNN library was not found",
        "cuDNN is not available. Install cuDNN, or update the system library search path",
      })
  void aLibraryThatIsOpenedLateIsNamedToo(String message) {
    says = "Error code - ORT_FAIL - message: " + message;
    assertThat(cuda(WITH, SEEN).check().orElseThrow())
        .startsWith("The library libcudnn.so.9 was not found: install NVIDIA's cuDNN 9");
  }

  @Test
  void thisProcessIsOfTheBuildWithoutCuda() {
    assertThat(Cuda.fault()).contains(Cuda.NOT_BUILT_IN);
  }
}
