package io.euge.inference.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtEnvironment;
import io.euge.inference.onnxruntime.cuda.ArenaGrowth;
import io.euge.inference.onnxruntime.cuda.ConvolutionSearch;
import io.euge.inference.onnxruntime.cuda.CudaOptions;
import io.euge.inference.onnxruntime.tensorrt.TensorRtOptions;
import io.euge.model.Model;
import io.euge.testing.TinyGraph;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ONNX Runtime takes keys that it does not know in silence, so each is held to its library. */
class ProviderKeysTest {
  private static final CudaOptions CUDA = CudaOptions.DEFAULT.withMemoryLimit(5L << 30);
  private static final String NATIVE = "/ai/onnxruntime/native/linux-x64/";

  @TempDir Path folder;

  private final TensorRtOptions tensorRt =
      new TensorRtOptions(true, OptionalLong.of(1 << 30), 16, Path.of("cache"), 1);

  @Test
  void theOptionsArePassedToCuda() {
    assertThat(CUDA.keys())
        .containsOnly(
            entry("gpu_mem_limit", "5368709120"),
            entry("arena_extend_strategy", "kSameAsRequested"),
            entry("cudnn_conv_algo_search", "HEURISTIC"),
            entry("cudnn_conv_use_max_workspace", "1"),
            entry("do_copy_in_default_stream", "1"),
            entry("prefer_nhwc", "0"),
            entry("use_tf32", "0"));
    assertThat(CudaOptions.DEFAULT.keys()).doesNotContainKey("gpu_mem_limit");
  }

  @Test
  void theLimitIsTheOneThatIsSetOrElseTheShareOfTheProcess() {
    assertThat(CUDA.within(OptionalLong.of(1)).memoryLimit()).hasValue(5L << 30);
    assertThat(CudaOptions.DEFAULT.within(OptionalLong.of(1)).memoryLimit()).hasValue(1);
    assertThat(CudaOptions.DEFAULT.within(OptionalLong.empty()).memoryLimit()).isEmpty();
  }

  @Test
  void theShapesOfTheModelArePassedToTensorRt() {
    Model model = TinyGraph.write(folder, "tiny", 1);
    assertThat(tensorRt.keys(model, 8))
        .containsOnly(
            entry("trt_fp16_enable", "1"),
            entry("trt_max_workspace_size", "1073741824"),
            entry("trt_profile_min_shapes", "images:1x8x16x3"),
            entry("trt_profile_opt_shapes", "images:8x8x16x3"),
            entry("trt_profile_max_shapes", "images:16x8x16x3"));
    assertThat(tensorRt.keys(model, 64))
        .containsEntry("trt_profile_opt_shapes", "images:16x8x16x3");
  }

  @Test
  void theLibraryKnowsTheKeysOfSessions() throws IOException {
    try (InputStream library =
        OrtEnvironment.class.getResourceAsStream(NATIVE + "libonnxruntime.so")) {
      Collection<String> keys = new TreeSet<>(GpuOptions.DEFAULT.sessionKeys().keySet());
      keys.addAll(SessionSettings.KEYS.keySet());
      keys.add(CpuSessions.DISABLE_PREPACKING);
      keys.add(SessionSettings.DISABLED);
      assertThat(NativeStrings.missing(library, keys)).isEmpty();
    }
  }

  @Test
  void aWordThatTheLibraryDoesNotHaveIsFoundMissing() throws IOException {
    try (InputStream library =
        OrtEnvironment.class.getResourceAsStream(NATIVE + "libonnxruntime.so")) {
      List<String> misspelt = List.of("session.disable_prepack", "session.disable_prepackings");
      assertThat(NativeStrings.missing(library, misspelt)).containsAll(misspelt);
    }
  }

  @Test
  void theCudaLibraryKnowsItsKeysAndValues() throws IOException {
    Collection<String> words = new TreeSet<>(CUDA.keys().keySet());
    for (ArenaGrowth growth : ArenaGrowth.values()) {
      words.add(growth.value);
    }
    for (ConvolutionSearch search : ConvolutionSearch.values()) {
      words.add(search.name());
    }
    assertThat(missing("libonnxruntime_providers_cuda.so", words)).isEmpty();
  }

  @Test
  void theTensorRtLibraryKnowsItsKeys() throws IOException {
    Collection<String> words =
        new TreeSet<>(tensorRt.keys(TinyGraph.write(folder, "tiny", 1), 8).keySet());
    words.addAll(TensorRtOptions.engines(folder).keySet());
    words.addAll(TensorRtOptions.timing(folder).keySet());
    assertThat(missing("libonnxruntime_providers_tensorrt.so", words)).isEmpty();
  }

  /** In the build for GPUs; it is large, so only where the local Maven repository has it anyway. */
  private static Collection<String> missing(String library, Collection<String> words)
      throws IOException {
    Path own =
        Path.of(OrtEnvironment.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    String version = own.getParent().getFileName().toString();
    Path gpu =
        own.resolve("../../../onnxruntime_gpu/" + version)
            .resolve("onnxruntime_gpu-" + version + ".jar")
            .normalize();
    assumeTrue(Files.exists(gpu), "the local Maven repository has no onnxruntime_gpu");
    try (ZipFile jar = new ZipFile(gpu.toFile());
        InputStream bytes = jar.getInputStream(jar.getEntry(NATIVE.substring(1) + library))) {
      return NativeStrings.missing(bytes, words);
    }
  }
}
