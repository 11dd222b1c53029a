package io.euge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.process.ProgramException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
  @TempDir Path folder;

  @Test
  void aMissingProgramIsReportedWithARemedyThatFitsIt() {
    missing(
        Program.named("no-such-program"),
        "Cannot run no-such-program: it is not on the PATH; install it and add its directory to the PATH, or name the file by -Deuge.program.no-such-program=FILE");
    missing(
        Program.at(folder.resolve("nvidia-smi")),
        "Cannot run nvidia-smi: " + folder.resolve("nvidia-smi") + " cannot be started (",
        "; install it with the NVIDIA driver, or name the file by -Deuge.program.nvidia-smi=FILE");
  }

  private static void missing(Program program, String... words) {
    assertThatThrownBy(() -> program.run(List.of(), Map.of(), "", Duration.ofSeconds(10)))
        .isInstanceOfSatisfying(
            ProgramException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISSING))
        .hasMessageContainingAll(words);
  }
}
