package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.dist.SimulatedRun.Outcome;
import io.euge.dist.SimulatedRun.Setting;
import io.euge.simulation.GpuParameters;
import org.junit.jupiter.api.Test;

class SimulatedRunTest {
  private static final SimulatedNetwork SMALL = SimulatedNetwork.DEFAULTS.get(0);
  private static final SimulatedNetwork LARGE = SimulatedNetwork.DEFAULTS.get(2);

  private static Outcome run(SimulatedNetwork network, int processes, int tasks, boolean mps) {
    return run(network, processes, tasks, true, mps);
  }

  private static Outcome run(
      SimulatedNetwork network, int processes, int tasks, boolean shared, boolean mps) {
    Setting setting = new Setting(GpuParameters.of("t4"), network, 1, 0.002, 4);
    return new SimulatedRun(processes, tasks, shared, mps).run(setting);
  }

  @Test
  void oneTaskGivesWhatTheParametersSayOfOneRun() {
    GpuParameters t4 = GpuParameters.of("t4");
    double run = t4.exclusiveSeconds(t4.run(1, SMALL.gflops(), SMALL.input(), SMALL.output()));
    assertThat(run(SMALL, 1, 1, false).framesPerSecond())
        .isBetween(0.99 / (run + 0.002), 1.01 / (run + 0.002));
  }

  @Test
  void mpsHelpsProcessesOfASmallNetworkAndHardlyThoseOfALargeOne() {
    double small =
        run(SMALL, 4, 4, true).framesPerSecond() / run(SMALL, 4, 4, false).framesPerSecond();
    double large =
        run(LARGE, 4, 4, true).framesPerSecond() / run(LARGE, 4, 4, false).framesPerSecond();
    assertThat(small).isGreaterThan(1.3);
    assertThat(large).isBetween(1.0, 1.25);
  }

  @Test
  void theGpuIsTheLimitHoweverManyProcessesThereAre() {
    double limit = 8.1e12 * 0.5 / (LARGE.gflops() * 1e9);
    assertThat(run(LARGE, 4, 16, true).framesPerSecond()).isBetween(0.8 * limit, limit * 1.001);
  }

  @Test
  void privateCopiesRunOutOfMemoryWhereTheSharedOneDoesNot() {
    Outcome shared = run(LARGE, 4, 16, true, true);
    Outcome copies = run(LARGE, 4, 16, false, true);
    assertThat(shared.fits()).isTrue();
    assertThat(copies.fits()).isFalse();
    assertThat(copies.reason()).contains("x model").contains("x context");
    assertThat(run(SMALL, 4, 16, false, true).fits()).isTrue();
  }

  @Test
  void theSameTrialGivesTheSameFigures() {
    assertThat(run(SMALL, 4, 4, false)).isEqualTo(run(SMALL, 4, 4, false));
  }
}
