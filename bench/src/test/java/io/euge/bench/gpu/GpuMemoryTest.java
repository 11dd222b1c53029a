package io.euge.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.process.Program;
import io.euge.testing.FakePrograms;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuMemoryTest {
  @TempDir Path folder;

  @Test
  void theDriverReportsTheMemoryOfEachProcess() throws Exception {
    Program smi =
        Program.at(
            FakePrograms.script(
                folder,
                "nvidia-smi",
                """
                case "$1" in
                  --query-gpu=*) echo '1103, 90' ;;
                  *) printf '7, 536\\n8, [N/A]\\n7, 10\\n' ;;
                esac
                """));
    GpuMemory memory = GpuMemory.of(smi, "GPU-1");
    assertThat(memory.used()).isEqualTo(1103);
    assertThat(memory.busy()).isEqualTo(90);
    assertThat(memory.of(List.of(7L))).isEqualTo(546);
    assertThat(memory.of(List.of(7L, 8L, 9L))).isEqualTo(546);
  }
}
