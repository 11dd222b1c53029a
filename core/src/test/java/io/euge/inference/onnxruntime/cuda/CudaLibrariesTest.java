package io.euge.inference.onnxruntime.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CudaLibrariesTest {
  private static final String PACKAGES = "usr/local/lib/python3.12/dist-packages/nvidia/";

  @TempDir Path root;
  private Path provider;

  @BeforeEach
  void providerForCuda13() throws IOException {
    provider =
        TinyLibrary.write(
            root.resolve("native/libonnxruntime_providers_cuda.so"),
            "libcublasLt.so.13",
            "libcublas.so.13",
            "libcudart.so.13",
            "libcudnn.so.9",
            "libstdc++.so.6",
            "libc.so.6");
  }

  private CudaLibraries libraries(Map<String, String> environment, Path... named) {
    return new CudaLibraries(
        provider, new CudaFolders(root, environment, List.of(named), () -> List.of()));
  }

  private void toolkit(String folder) throws IOException {
    TinyLibrary.write(root.resolve(folder + "/libcudart.so.13"), "libc.so.6");
    TinyLibrary.write(root.resolve(folder + "/libcublas.so.13"), "libcublasLt.so.13", "libm.so.6");
    TinyLibrary.write(root.resolve(folder + "/libcublasLt.so.13"), "libc.so.6");
  }

  @Test
  void theNamedDirectoriesAreSearchedFirstAndArePassedToChildJvms() throws IOException {
    Path library = TinyLibrary.write(root.resolve("b/libcublasLt.so.99"));
    try {
      CudaLibraries.lookIn(List.of(root.resolve("a"), library.getParent()));
      assertThat(CudaLibraries.areInstalled(99)).isTrue();
      assertThat(System.getProperty("euge.cuda.libraries"))
          .isEqualTo(root.resolve("a") + "," + root.resolve("b"));
    } finally {
      CudaLibraries.lookIn(List.of());
    }
    assertThat(CudaLibraries.areInstalled(99)).isFalse();
  }

  @Test
  void theProviderReportsItsVersionOfCuda() {
    assertThat(libraries(Map.of()).version()).contains(13);
  }

  @Test
  void eachLibraryComesAfterThoseThatItNeeds() throws IOException {
    toolkit("usr/local/cuda-13.0/lib64");
    TinyLibrary.write(root.resolve(PACKAGES + "cudnn/lib/libcudnn.so.9"), "libcublas.so.13");
    TinyLibrary.write(root.resolve(PACKAGES + "cu13/lib/libnvrtc.so.13"));
    CudaLibraries libraries = libraries(Map.of());
    assertThat(libraries.missing()).isEmpty();
    assertThat(libraries.files())
        .extracting(file -> root.relativize(file).toString())
        .containsExactly(
            "usr/local/cuda-13.0/lib64/libcublasLt.so.13",
            "usr/local/cuda-13.0/lib64/libcublas.so.13",
            "usr/local/cuda-13.0/lib64/libcudart.so.13",
            PACKAGES + "cudnn/lib/libcudnn.so.9",
            PACKAGES + "cu13/lib/libnvrtc.so.13");
  }

  @Test
  void whatIsMissingIsNamedAndWhatOpensLaterIsNot() throws IOException {
    toolkit("usr/local/cuda/lib64");
    assertThat(libraries(Map.of()).missing()).containsExactly("libcudnn.so.9");
  }

  /** As ONNX Runtime 1.29 for CUDA 12, which opens cuDNN at the first convolution. */
  @Test
  void cudnnIsNeededEvenIfTheProviderDoesNotDeclareIt() throws IOException {
    provider =
        TinyLibrary.write(root.resolve("native/provider.so"), "libcudart.so.12", "libc.so.6");
    TinyLibrary.write(root.resolve(PACKAGES + "cuda_runtime/lib/libcudart.so.12"));
    assertThat(libraries(Map.of()).missing()).containsExactly("libcudnn.so.9");
    Path cudnn = TinyLibrary.write(root.resolve(PACKAGES + "cudnn/lib/libcudnn.so.9"));
    assertThat(libraries(Map.of()).missing()).isEmpty();
    assertThat(libraries(Map.of()).files()).contains(cudnn);
  }

  @Test
  void tensorRtIsFoundInItsPythonPackage() throws IOException {
    provider =
        TinyLibrary.write(
            root.resolve("native/provider.so"), "libnvonnxparser.so.10", "libcudart.so.12");
    Path folder = root.resolve("usr/local/lib/python3.12/dist-packages/tensorrt_libs");
    assertThat(libraries(Map.of()).missing()).contains("libnvonnxparser.so.10");
    TinyLibrary.write(folder.resolve("libnvonnxparser.so.10"), "libnvinfer.so.10");
    assertThat(libraries(Map.of()).missing()).contains("libnvinfer.so.10");
    TinyLibrary.write(folder.resolve("libnvinfer.so.10"), "libc.so.6");
    assertThat(libraries(Map.of()).files())
        .containsExactly(
            folder.resolve("libnvinfer.so.10"), folder.resolve("libnvonnxparser.so.10"));
  }

  @Test
  void aLibraryThatALibraryNeedsIsMissedToo() throws IOException {
    toolkit("usr/local/cuda/lib64");
    TinyLibrary.write(root.resolve("usr/lib64/libcudnn.so.9"), "libnvJitLink.so.13");
    assertThat(libraries(Map.of()).missing()).containsExactly("libnvJitLink.so.13");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "opt/cuda/lib64",
        "usr/lib/x86_64-linux-gnu",
        "usr/lib64",
        "usr/local/cuda-13.0/targets/x86_64-linux/lib",
        PACKAGES + "cu13/lib",
      })
  void librariesAreFoundWherePackagesPutThem(String folder) throws IOException {
    toolkit(folder);
    assertThat(libraries(Map.of()).files()).hasSize(3).allMatch(f -> f.startsWith(root));
  }

  @Test
  void foldersOfTheUserComeFirstThenTheEnvironmentThenTheNewestToolkit() throws IOException {
    toolkit("usr/local/cuda-13.0/lib64");
    toolkit("usr/local/cuda-13.1/lib64");
    assertThat(libraries(Map.of()).files()).allMatch(f -> f.toString().contains("cuda-13.1"));
    toolkit("path");
    Map<String, String> path = Map.of("LD_LIBRARY_PATH", "/none:" + root.resolve("path"));
    assertThat(libraries(path).files()).allMatch(f -> f.startsWith(root.resolve("path")));
    toolkit("own/lib64");
    assertThat(libraries(path, root.resolve("own")).files())
        .allMatch(f -> f.startsWith(root.resolve("own/lib64")));
  }

  @Test
  void pythonIsAskedWhereTheUsualFoldersHaveNone() throws IOException {
    toolkit("venv/packages/nvidia/cu13/lib");
    CudaFolders asking =
        new CudaFolders(root, Map.of(), List.of(), () -> List.of(root.resolve("venv/packages")));
    assertThat(new CudaLibraries(provider, asking).files()).hasSize(3);
  }

  @Test
  void pythonIsAskedOnceForAllLibraries() {
    AtomicInteger times = new AtomicInteger();
    CudaFolders asking =
        new CudaFolders(
            root,
            Map.of(),
            List.of(),
            () -> {
              times.incrementAndGet();
              return List.of();
            });
    assertThat(new CudaLibraries(provider, asking).missing()).hasSize(4);
    assertThat(times).hasValue(1);
  }

  @Test
  void whatIsNoLibraryIsRefused() throws IOException {
    Path text = Files.writeString(root.resolve("text"), "no library");
    assertThatThrownBy(() -> NeededLibraries.of(text)).hasMessageContaining("not a shared library");
  }

  @Test
  void aRealLibraryDeclaresWhatItNeeds() throws IOException {
    Path real = Path.of(System.getProperty("java.home"), "lib", "libnet.so");
    assertThat(NeededLibraries.of(real)).contains("libjava.so", "libc.so.6");
  }
}
