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
    assertThat(memory.used()).hasValue(1103);
    assertThat(memory.busy()).hasValue(90);
    assertThat(memory.of(List.of(7L))).hasValue(546);
    assertThat(memory.of(List.of(7L, 8L, 9L))).hasValue(546);
    assertThat(memory.of(List.of(8L, 9L))).isEmpty();
    assertThat(memory.above(memory)).hasValue(0);
  }

  @Test
  void whatTheDriverDoesNotReportIsEmpty() {
    for (String lines :
        List.of(
            "echo '[N/A], [N/A]'",
            "echo 'Unable to determine the device handle'",
            "echo '1103, 90'; exit 15",
            ":")) {
      Program smi = Program.at(FakePrograms.script(folder, "nvidia-smi", lines));
      GpuMemory memory = GpuMemory.of(smi, "GPU-1");
      assertThat(memory.used()).as(lines).isEmpty();
      assertThat(memory.busy()).as(lines).isEmpty();
      assertThat(memory.of(List.of(1103L))).as(lines).isEmpty();
      assertThat(memory.above(GpuMemory.NONE)).as(lines).isEmpty();
      assertThat(GpuMemory.driver(smi, "GPU-1")).as(lines).isEmpty();
    }
    assertThat(GpuMemory.of(Program.at(folder.resolve("none")), "GPU-1")).isEqualTo(GpuMemory.NONE);
  }

  @Test
  void theVersionOfTheDriverIsReported() {
    Program smi = Program.at(FakePrograms.saying(folder, "nvidia-smi", 0, "580.159.04"));
    assertThat(GpuMemory.driver(smi, "GPU-1")).contains("580.159.04");
  }
}
