package io.euge.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class VirtualGpuTest {
  private static final Offset<Double> EXACT = within(1e-9);

  /** Ten multiprocessors, a slice of 10 s, 1 s to switch, 100 bytes a second. */
  private final VirtualGpu gpu = new VirtualGpu(Gpus.small());

  /** Kernels of so many seconds that want so many multiprocessors. */
  private static RunCost kernels(double width, double seconds) {
    return new RunCost(0, 0, width, width * seconds, 0);
  }

  private Map<Long, Double> finish() {
    Map<Long, Double> ended = new TreeMap<>();
    while (!Double.isInfinite(gpu.nextEvent())) {
      gpu.advanceTo(gpu.nextEvent());
      ended.putAll(gpu.removeEnded());
    }
    return ended;
  }

  @Test
  void aRunThatIsAloneTakesTheTimeOfItsPhases() {
    gpu.attach(GpuClient.withoutMps(1));
    RunCost cost = new RunCost(200, 3, 5, 20, 100);
    long run = gpu.submit(1, cost);
    assertThat(gpu.predictEnd(run)).isCloseTo(2 + 3 + 4 + 1, EXACT);
    assertThat(Gpus.small().exclusiveSeconds(cost)).isCloseTo(10, EXACT);
    assertThat(finish()).containsExactly(Map.entry(run, 10.0));
    assertThat(gpu.totals().busySeconds()).as("all but the launch").isCloseTo(7, EXACT);
    assertThat(gpu.totals().work()).isCloseTo(20, EXACT);
  }

  @Test
  void runsOfOneProcessOverlapUpToTheMultiprocessors() {
    gpu.attach(GpuClient.withoutMps(1));
    gpu.submit(1, kernels(4, 6));
    gpu.submit(1, kernels(4, 6));
    assertThat(finish().values()).containsExactly(6.0, 6.0);

    gpu.submit(1, kernels(10, 6));
    gpu.submit(1, kernels(10, 6));
    assertThat(finish().values()).as("20 wanted, 10 there").containsExactly(18.0, 18.0);
  }

  @Test
  void processesTakeTurnsWithoutMpsAndEachTurnCosts() {
    gpu.attach(GpuClient.withoutMps(1));
    gpu.attach(GpuClient.withoutMps(2));
    long first = gpu.submit(1, kernels(1, 15));
    long second = gpu.submit(2, kernels(1, 15));
    // 1: 0-10, 2: 11-21, 1: 22-27, 2: 28-33.
    assertThat(finish()).containsExactlyInAnyOrderEntriesOf(Map.of(first, 27.0, second, 33.0));
    assertThat(gpu.switches()).isEqualTo(3);
    assertThat(gpu.totals().switchSeconds()).isCloseTo(3, EXACT);
  }

  @Test
  void processesOverlapWithMps() {
    gpu.attach(GpuClient.withMps(1));
    gpu.attach(GpuClient.withMps(2));
    gpu.submit(1, kernels(1, 15));
    gpu.submit(2, kernels(1, 15));
    assertThat(finish().values()).containsExactly(15.0, 15.0);
    assertThat(gpu.switches()).isZero();
  }

  @Test
  void aProcessBesideTheServerTakesTurnsWithAllItsClients() {
    gpu.attach(GpuClient.withMps(1));
    gpu.attach(GpuClient.withMps(2));
    gpu.attach(GpuClient.withoutMps(3));
    gpu.submit(1, kernels(1, 5));
    gpu.submit(2, kernels(1, 5));
    gpu.submit(3, kernels(1, 5));
    assertThat(finish().values()).containsExactly(5.0, 5.0, 11.0);
  }

  @Test
  void aCapHoldsForAllRunsOfItsProcessTogetherAndReservesNothing() {
    gpu.attach(new GpuClient(1, true, 0.5));
    gpu.attach(new GpuClient(2, true, 1));
    gpu.submit(1, kernels(5, 4));
    gpu.submit(1, kernels(5, 4));
    assertThat(finish().values()).as("ten wanted, five allowed").containsExactly(8.0, 8.0);

    gpu.submit(1, kernels(5, 4));
    gpu.submit(2, kernels(15, 4));
    // 5 and 10 of 10 until the first ends at 6 s more, in which the second did 40 of its 60.
    assertThat(finish().values()).first().satisfies(end -> assertThat(end).isCloseTo(14, EXACT));
  }

  @Test
  void aWaitingHostLeavesTheGpuToTheOthers() {
    gpu.attach(GpuClient.withoutMps(1));
    gpu.attach(GpuClient.withoutMps(2));
    long host = gpu.submit(1, new RunCost(0, 4, 1, 1, 0));
    long busy = gpu.submit(2, kernels(1, 8));
    // 1 wants the GPU at 4 s, waits for the slice of 2, which ends its work at 8 s.
    assertThat(finish()).containsExactlyInAnyOrderEntriesOf(Map.of(host, 10.0, busy, 8.0));
  }

  @Test
  void copiesInOneDirectionShareTheBus() {
    gpu.attach(GpuClient.withoutMps(1));
    gpu.submit(1, RunCost.upload(100));
    gpu.submit(1, RunCost.upload(100));
    gpu.submit(1, new RunCost(0, 0, 1, 0, 100));
    assertThat(finish().values()).containsExactly(2.0, 2.0, 1.0);
  }

  @Test
  void memoryIsRefusedWithTheSum() {
    gpu.attach(GpuClient.withoutMps(1));
    gpu.attach(GpuClient.withoutMps(2));
    long model = gpu.allocate(1, "model m", 500L << 20);
    assertThatThrownBy(() -> gpu.allocate(2, "model m", 500L << 20))
        .isInstanceOf(OutOfGpuMemory.class)
        .hasMessage(
            "model m of process 2 wants 500 MiB, and 700 MiB of 1000 MiB are taken:"
                + " 2 x context 200 MiB + 1 x model m 500 MiB");
    assertThat(gpu.memoryUsed()).isEqualTo(700L << 20);
    gpu.free(model);
    gpu.allocate(2, "model m", 500L << 20);
    assertThat(gpu.allocations(2, "model m")).isEqualTo(1);
    assertThat(gpu.memoryPeak()).isEqualTo(700L << 20);
  }

  @Test
  void aProcessThatEndedLeavesNothing() {
    gpu.attach(GpuClient.withoutMps(1));
    gpu.attach(GpuClient.withoutMps(2));
    gpu.allocate(1, "model m", 500L << 20);
    gpu.submit(1, kernels(10, 100));
    long other = gpu.submit(2, kernels(10, 5));
    gpu.advanceTo(3);
    gpu.detach(1);
    assertThat(gpu.memoryUsed()).isEqualTo(100L << 20);
    assertThat(finish()).containsExactly(Map.entry(other, 9.0));
    assertThatThrownBy(() -> gpu.submit(1, kernels(1, 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatIsForeseenComesTrueIfNothingElseComes() {
    gpu.attach(GpuClient.withoutMps(1));
    gpu.attach(GpuClient.withoutMps(2));
    gpu.submit(1, kernels(3, 17));
    long second = gpu.submit(2, new RunCost(300, 2, 12, 80, 50));
    double foreseen = gpu.predictEnd(second);
    assertThat(finish().get(second)).isEqualTo(foreseen);
  }
}
