package io.euge.bench.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.euge.EugeException;
import io.euge.bench.measurement.Samples;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartBenchTest {
  @Test
  void theTimesOfChildrenAreInBashsSecondLine() {
    assertThat(TimedProgram.ofChildren("0m0.010s 0m0.020s\n1m5.250s 0m0.500s\n"))
        .isEqualTo(65.75, offset(1e-9));
  }

  @Test
  void processorTimeIsThatOfTheProgramAndNotOfItsWaiting() {
    TimedProgram.Times idle = TimedProgram.run(List.of("sleep", "0.3"));
    assertThat(idle.wallSeconds()).isGreaterThan(0.3);
    assertThat(idle.processorSeconds()).isLessThan(0.2);
    TimedProgram.Times busy =
        TimedProgram.run(List.of("bash", "-c", "for ((i = 0; i < 100000; i++)); do :; done"));
    assertThat(busy.processorSeconds()).isGreaterThan(0.02);
  }

  @Test
  void aProgramThatFailsIsReportedWithWhatItPrinted() {
    assertThatThrownBy(
            () -> TimedProgram.run(List.of("bash", "-c", "echo no such thing >&2; exit 3")))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("ended with code 3: no such thing");
  }

  @Test
  void aMissingPythonIsOneSentenceThatSaysWhatToInstall() {
    assertThatThrownBy(() -> PythonScript.of(Path.of("/none"), "/none/python"))
        .isInstanceOf(EugeException.class)
        .hasMessageStartingWith("Cannot run the Python script with '/none/python'")
        .hasMessageContaining("-m pip install opencv-python-headless onnxruntime")
        .hasMessageContaining("--python");
  }

  @Test
  void theTableHasALineForEachLengthAndProgram() {
    Samples samples = new Samples(List.of(3.0, 1.0, 2.0));
    StartResult result =
        new StartResult(
            "m",
            "v.mp4",
            "a processor",
            2,
            3,
            List.of(new StartResult.Row(60, "euge", 1, samples, samples)));
    assertThat(result.text())
        .contains("medians of 3 alternating rounds")
        .containsPattern("60 s +euge +2\\.0 s +2\\.0 s +1\\.000");
  }
}
