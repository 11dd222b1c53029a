package io.euge.inference.onnxruntime.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuFingerprintTest {
  private static final String A10 = "GPU-a, 535.261.03, 8.6, NVIDIA A10";
  private static final String OTHER_A10 = "GPU-b, 535.261.03, 8.6, NVIDIA A10";
  private static final String H200 = "GPU-c, 535.261.03, 9.0, NVIDIA H200";

  @TempDir Path folder;

  private Program smi(int exitCode, String... lines) throws IOException {
    Path file = folder.resolve("nvidia-smi");
    Files.writeString(
        file,
        "#!/bin/sh\ncat <<'EOF'\n" + String.join("\n", lines) + "\nEOF\nexit " + exitCode + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Program.at(file);
  }

  @Test
  void equalGpusNeedNoNames() throws IOException {
    assertThat(GpuFingerprint.of(smi(0, A10, OTHER_A10), Optional.empty()))
        .isEqualTo("NVIDIA A10 8.6 driver 535.261.03");
  }

  @Test
  void amongDifferentOnesTheUuidDecides() throws IOException {
    assertThat(GpuFingerprint.of(smi(0, A10, H200), Optional.of("GPU-c")))
        .startsWith("NVIDIA H200");
    assertThat(GpuFingerprint.of(smi(0, A10, H200), Optional.of("GPU-a"))).startsWith("NVIDIA A10");
  }

  @Test
  void whatCannotBeToldIsNotGuessed() throws IOException {
    Program both = smi(0, A10, H200);
    for (String uuid : List.of("0", "GPU-x")) {
      assertThatThrownBy(() -> GpuFingerprint.of(both, Optional.of(uuid)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("different kinds");
    }
    assertThatThrownBy(() -> GpuFingerprint.of(smi(9, "NVIDIA-SMI has failed"), Optional.empty()))
        .hasMessageContaining("NVIDIA-SMI has failed");
  }

  @Test
  void aLibraryIsNamedByTheFileThatIsMapped() throws IOException {
    Path library = Files.write(folder.resolve("libnvinfer.so.10.9.0"), new byte[7]);
    LoadedLibraries mapped =
        LoadedLibraries.of(
            List.of(
                "7f0-7f1 r-xp 00000000 08:01 12                         " + library,
                "7f1-7f2 r-xp 00000000 00:00 0",
                "7f2-7f3 r-xp 00000000 00:00 0                          [vdso]"));
    assertThat(mapped.named("libnvinfer.so")).contains("libnvinfer.so.10.9.0 of 7 bytes");
    assertThat(mapped.named("libcudnn")).isEmpty();
    assertThat(LoadedLibraries.ofThisProcess().named("libjvm.so")).isPresent();
  }
}
