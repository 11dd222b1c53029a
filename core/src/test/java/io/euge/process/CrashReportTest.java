package io.euge.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrashReportTest {
  private static final String REPORT =
      """
      Loading yolov3
      #
      # A fatal error has been detected by the Java Runtime Environment:
      #
      #  SIGSEGV (0xb) at pc=0x00007f2d4c5d1c40, pid=4711, tid=4712
      #
      # JRE version: OpenJDK Runtime Environment (17.0.9+9) (build 17.0.9+9)
      # Problematic frame:
      # %s
      #
      # Core dump will be written. Default location: core.4711
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "C  [libonnxruntime.so.1.20.0+0x5d1c40]  onnxruntime::Run()+0x10 | libonnxruntime.so.1.20.0",
        "V  [libjvm.so+0xa3b2c1]  Unsafe_PutLong+0x51 | libjvm.so",
        "C  0x0000000000000000 | 0x0000000000000000",
        "j  io.euge.video.Scaler.scale(J)V+12 | io.euge.video.Scaler.scale(J)V",
        "J 1234 c2 io.euge.video.Scaler.scale(J)V (52 bytes) @ 0x7f2d [0x7f2c+0x80] | io.euge.video.Scaler.scale(J)V",
        "J 1234% c1 io.euge.video.Scaler.scale(J)V (52 bytes) @ 0x7f2d [0x7f2c+0x80] | io.euge.video.Scaler.scale(J)V",
        "v  ~StubRoutines::jbyte_disjoint_arraycopy | ~StubRoutines::jbyte_disjoint_arraycopy"
      })
  void theLibraryOrMethodOfTheCrashIsNamed(String frame, String name) {
    assertThat(CrashReport.summary(6, REPORT.formatted(frame))).isEqualTo("SIGSEGV in " + name);
  }

  @Test
  void withoutAReportTheSignalIsANumber() {
    assertThat(CrashReport.summary(9, "Loading yolov3\n")).isEqualTo("signal 9");
  }

  @Test
  void aReportThatIsCutShortStillHasItsSignal() {
    String cut = REPORT.substring(0, REPORT.indexOf("# JRE"));
    assertThat(CrashReport.summary(6, cut)).isEqualTo("SIGSEGV");
  }
}
