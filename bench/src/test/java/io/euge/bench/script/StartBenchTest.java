package io.euge.bench.script;

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
    assertThatThrownBy(
            () -> PythonScript.of(Path.of("/none"), "/none/python", List.of(ChosenEngine.OPENVINO)))
        .isInstanceOf(EugeException.class)
        .hasMessageStartingWith("Cannot run the Python script with '/none/python'")
        .hasMessageContaining("-m pip install opencv-python-headless onnxruntime openvino")
        .hasMessageContaining("--python");
  }

  @Test
  void theTableHasALineForEachLengthAndProgram() {
    Samples samples = new Samples(List.of(3.0, 1.0, 2.0));
    Outcome outcome = new Outcome("OpenVINO f32", "euge", 1, samples, samples);
    StartResult result =
        new StartResult("m", "v.mp4", "a CPU", 3, List.of(new StartResult.Row(60, outcome)));
    assertThat(result.text())
        .contains("medians of 3 alternating rounds")
        .containsPattern("60 s +euge +OpenVINO f32 +2\\.0 s +2\\.0 s +1\\.000");
  }

  @Test
  void aScriptIsComparedWithTheFirstAndWithTheFastestOfItsEngine() {
    Outcome first = outcome("ONNX Runtime", "script", 12);
    Outcome pool = outcome("OpenVINO f32", "script x2", 8);
    Outcome euge = outcome("OpenVINO f32", "euge", 6);
    ScriptResult result =
        new ScriptResult(
            "m",
            96,
            12_000,
            "a CPU",
            3,
            List.of(first, outcome("OpenVINO f32", "script", 9), pool, euge));

    assertThat(result.toFirst(euge)).isEqualTo(2);
    assertThat(result.toSameEngine(euge)).isEqualTo(8 / 6.0);
    assertThat(result.toSameEngine(first)).isEqualTo(1);
    assertThat(result.text())
        .containsPattern("euge +OpenVINO f32 +6\\.0 s +2000 +1\\.0 s +2\\.00 +1\\.33 +1\\.000");
  }

  private static Outcome outcome(String engine, String program, double seconds) {
    return new Outcome(
        engine, program, 1, new Samples(List.of(1.0)), new Samples(List.of(seconds)));
  }
}
