package io.euge.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for any load. */
class VirtualGpuPropertiesTest {
  private static final GpuParameters GPU = Gpus.small();
  private static final double ROUNDING = 1e-6;

  /** A process, and the runs that each of its streams does one after the other. */
  record Load(List<List<List<RunCost>>> processes) {
    List<RunCost> runs() {
      return processes.stream().flatMap(List::stream).flatMap(List::stream).toList();
    }
  }

  /** How a load went: when each run was submitted and ended, and what the GPU says of it. */
  record Outcome(List<double[]> spans, List<RunCost> costs, VirtualGpu gpu) {
    double end() {
      return gpu.now();
    }
  }

  @Property(tries = 300)
  void noRunIsFasterThanAloneAndAllTogetherNotFasterThanTheLimit(
      @ForAll("loads") Load load, @ForAll boolean mps) {
    Outcome outcome = run(load, mps, 1);
    for (int i = 0; i < outcome.costs().size(); i++) {
      double[] span = outcome.spans().get(i);
      double alone = GPU.exclusiveSeconds(outcome.costs().get(i));
      assertThat(span[1] - span[0]).isGreaterThanOrEqualTo(alone - ROUNDING);
    }
    double work = load.runs().stream().mapToDouble(RunCost::work).sum();
    double in = load.runs().stream().mapToDouble(RunCost::copiedIn).sum();
    assertThat(outcome.end()).isGreaterThanOrEqualTo(work / GPU.multiprocessors() - ROUNDING);
    assertThat(outcome.end()).isGreaterThanOrEqualTo(in / GPU.copyBytesPerSecond() - ROUNDING);
  }

  @Property(tries = 300)
  void everyRunEndsAndItsWorkIsDoneOnce(@ForAll("loads") Load load, @ForAll boolean mps) {
    Outcome outcome = run(load, mps, 1);
    double work = load.runs().stream().mapToDouble(RunCost::work).sum();
    assertThat(outcome.spans()).hasSize(load.runs().size());
    assertThat(outcome.gpu().totals().runs()).isEqualTo(load.runs().size());
    assertThat(Math.abs(outcome.gpu().totals().work() - work)).isLessThan(ROUNDING);
  }

  @Property(tries = 300)
  void itIsNeverIdleWhileARunWaitsButForTurns(@ForAll("loads") Load load, @ForAll boolean mps) {
    Outcome outcome = run(load, mps, 1);
    double alone = load.runs().stream().mapToDouble(GPU::exclusiveSeconds).sum();
    double lost = outcome.gpu().totals().switchSeconds();
    assertThat(outcome.end()).isLessThanOrEqualTo(alone + lost + ROUNDING);
    double switches = outcome.gpu().switches() * GPU.switchSeconds();
    assertThat(Math.abs(lost - switches)).isLessThan(ROUNDING);
  }

  /**
   * Holds for one stream a process that never leaves the GPU: together the processes then advance
   * at least as fast as one alone. With the host's part in between it need not: whoever is slowed
   * down first may be the one that the host keeps longest.
   */
  @Property(tries = 300)
  void mpsIsNeverSlowerThanTurnsForTheSameLoad(@ForAll("streams") Load load) {
    assertThat(run(load, true, 1).end()).isLessThanOrEqualTo(run(load, false, 1).end() + ROUNDING);
  }

  /** With kernels alone it holds for any number of streams. */
  @Property(tries = 300)
  void norWithSeveralStreamsOfKernels(@ForAll("kernels") Load load) {
    assertThat(run(load, true, 1).end()).isLessThanOrEqualTo(run(load, false, 1).end() + ROUNDING);
  }

  @Property(tries = 200)
  void aCapNeverMakesALoneProcessFaster(@ForAll("kernels") Load load) {
    Load one = new Load(load.processes().subList(0, 1));
    assertThat(run(one, true, 0.3).end())
        .isGreaterThanOrEqualTo(run(one, true, 1).end() - ROUNDING);
  }

  @Property(tries = 100)
  void theSameLoadTakesTheSameTimesAgain(@ForAll("loads") Load load, @ForAll boolean mps) {
    assertThat(run(load, mps, 1).end()).isEqualTo(run(load, mps, 1).end());
  }

  @Property(tries = 200)
  void goingInSmallStepsChangesNothing(@ForAll("loads") Load load, @ForAll boolean mps) {
    VirtualGpu atOnce = started(load, mps, 1);
    VirtualGpu slowly = started(load, mps, 1);
    atOnce.advanceTo(20);
    for (int i = 1; i <= 200; i++) {
      slowly.advanceTo(i / 10.0);
    }
    Map<Long, Double> ended = atOnce.removeEnded();
    Map<Long, Double> same = slowly.removeEnded();
    assertThat(same.keySet()).isEqualTo(ended.keySet());
    ended.forEach((id, end) -> assertThat(Math.abs(same.get(id) - end)).isLessThan(ROUNDING));
  }

  @Property(tries = 200)
  void memoryNeverGoesAboveTheCapacity(
      @ForAll List<@net.jqwik.api.constraints.IntRange(min = 1, max = 700) Integer> wishes) {
    VirtualGpu gpu = new VirtualGpu(GPU);
    gpu.attach(GpuClient.withoutMps(1));
    Deque<Long> held = new ArrayDeque<>();
    for (int wish : wishes) {
      try {
        held.add(gpu.allocate(1, "model", (long) wish << 20));
      } catch (OutOfGpuMemory e) {
        assertThat(gpu.memoryUsed() + ((long) wish << 20)).isGreaterThan(GPU.memory());
        if (!held.isEmpty()) {
          gpu.free(held.poll());
        }
      }
      assertThat(gpu.memoryUsed()).isBetween(GPU.context(), GPU.memory());
    }
    gpu.detach(1);
    assertThat(gpu.memoryUsed()).isZero();
  }

  private static VirtualGpu started(Load load, boolean mps, double share) {
    VirtualGpu gpu = new VirtualGpu(GPU);
    for (int process = 1; process <= load.processes().size(); process++) {
      gpu.attach(new GpuClient(process, mps, share));
      for (List<RunCost> stream : load.processes().get(process - 1)) {
        gpu.submit(process, stream.get(0));
      }
    }
    return gpu;
  }

  /** Each stream begins its next run when one has ended. */
  private static Outcome run(Load load, boolean mps, double share) {
    record Place(int process, List<RunCost> stream, int index, double begun) {}
    VirtualGpu gpu = new VirtualGpu(GPU);
    Map<Long, Place> places = new HashMap<>();
    for (int process = 1; process <= load.processes().size(); process++) {
      gpu.attach(new GpuClient(process, mps, share));
      for (List<RunCost> stream : load.processes().get(process - 1)) {
        places.put(gpu.submit(process, stream.get(0)), new Place(process, stream, 0, 0));
      }
    }
    List<double[]> spans = new ArrayList<>();
    List<RunCost> costs = new ArrayList<>();
    while (true) {
      Map<Long, Double> ended = gpu.removeEnded();
      if (ended.isEmpty()) {
        double next = gpu.nextEvent();
        if (Double.isInfinite(next)) {
          return new Outcome(spans, costs, gpu);
        }
        gpu.advanceTo(Math.max(next, Math.nextUp(gpu.now())));
      }
      ended.forEach(
          (id, end) -> {
            Place place = places.remove(id);
            spans.add(new double[] {place.begun, end});
            costs.add(place.stream.get(place.index));
            int next = place.index + 1;
            if (next < place.stream.size()) {
              places.put(
                  gpu.submit(place.process, place.stream.get(next)),
                  new Place(place.process, place.stream, next, end));
            }
          });
    }
  }

  @Provide
  Arbitrary<Load> loads() {
    return loads(costs(200, 2), 3);
  }

  @Provide
  Arbitrary<Load> streams() {
    return loads(costs(200, 0), 1);
  }

  @Provide
  Arbitrary<Load> kernels() {
    return loads(costs(0, 0), 3);
  }

  private static Arbitrary<Load> loads(Arbitrary<RunCost> cost, int streams) {
    return cost.list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .list()
        .ofMinSize(1)
        .ofMaxSize(streams)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(Load::new);
  }

  private static Arbitrary<RunCost> costs(int bytes, int launch) {
    return Combinators.combine(
            Arbitraries.integers().between(0, bytes),
            Arbitraries.integers().between(0, 10 * launch),
            Arbitraries.integers().between(1, 150),
            Arbitraries.integers().between(1, 500),
            Arbitraries.integers().between(0, bytes))
        .as(
            (in, host, width, seconds, out) ->
                new RunCost(in, host / 10.0, width / 10.0, width / 10.0 * seconds / 50.0, out));
  }
}
