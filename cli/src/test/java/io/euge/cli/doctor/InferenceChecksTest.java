package io.euge.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.EugeException;
import io.euge.cli.doctor.CheckResult.Level;
import io.euge.cli.doctor.InferenceRunner.Outcome;
import io.euge.cli.doctor.InferenceRunner.Way;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of a trial, whatever device it ran on. */
class InferenceChecksTest {
  private static final Map<Way, Outcome> WELL =
      Map.of(
          Way.ALONE, new Outcome(100, 1e-5, false),
          Way.PRIVATE, new Outcome(80, 1e-5, false),
          Way.TURNS, new Outcome(60, 1e-5, false),
          Way.MPS, new Outcome(120, 1e-5, true));

  @Test
  void bothRatiosOfMpsAreReported() throws InterruptedException {
    List<CheckResult> findings = of(WELL::get, false, Optional.empty());
    assertThat(findings).extracting(CheckResult::level).containsOnly(Level.OK);
    assertThat(findings)
        .extracting(CheckResult::message)
        .containsExactly(
            "outputs differ from the CPU's by 1.0e-05 of the largest; up to 0.01 counts as equal",
            "100 frames/s",
            "80 frames/s with a copy for each task; shared is 1.25 times",
            "two without MPS: 60 frames/s, 0.60 times one process",
            "two under MPS: 120 frames/s, 2.00 times the same without, 1.20 times one process");
  }

  @Test
  void wrongResultsFail() throws InterruptedException {
    for (double difference : new double[] {0.02, Double.POSITIVE_INFINITY, Double.NaN}) {
      List<CheckResult> findings =
          of(way -> new Outcome(100, difference, true), false, Optional.empty());
      assertThat(findings.get(0).level()).isEqualTo(Level.FAIL);
    }
  }

  @Test
  void anExclusiveGpuRunsTwoUnderMpsOnly() throws InterruptedException {
    List<CheckResult> findings = of(WELL::get, true, Optional.empty());
    assertThat(findings.get(3).level()).isEqualTo(Level.NOT_RUN);
    assertThat(findings.get(4).message())
        .isEqualTo("two under MPS: 120 frames/s, 1.20 times one process");
  }

  @Test
  void aLossUnderMpsAndAClientItDoesNotListAreWarnings() throws InterruptedException {
    assertThat(level(new Outcome(50, 0, true))).isEqualTo(Level.WARN);
    assertThat(level(new Outcome(120, 0, false))).isEqualTo(Level.WARN);
    Outcome leaves = new Outcome(120, 0, true).leaving(Optional.of("the daemon is left"));
    assertThat(of(way -> way.mps() ? leaves : WELL.get(way), false, Optional.empty()))
        .contains(CheckResult.warn("mps gain", "the daemon is left"));
  }

  private static Level level(Outcome mps) throws InterruptedException {
    return of(way -> way.mps() ? mps : WELL.get(way), false, Optional.empty()).get(4).level();
  }

  @Test
  void whatCannotRunEndsTheTrialWithItsReason() throws InterruptedException {
    InferenceRunner fails =
        way -> {
          throw new EugeException("No memory: use fewer");
        };
    assertThat(of(fails, false, Optional.empty()))
        .containsExactly(CheckResult.fail("model", "No memory: use fewer"));
    assertThat(of(WELL::get, false, Optional.of("sim:0 is no GPU")))
        .contains(CheckResult.notRun("mps gain", "sim:0 is no GPU"));
  }

  private static List<CheckResult> of(
      InferenceRunner trial, boolean exclusive, Optional<String> noMps)
      throws InterruptedException {
    return InferenceChecks.of(trial, exclusive, noMps);
  }
}
