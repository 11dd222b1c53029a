package io.euge.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.device.placement.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterPlanTest {
  private static final List<Integer> SIZES = List.of(1, 2, 4);

  @Test
  void sharingAndMpsMakeATableOfTwoByTwoForOneJobAndForSeveral() {
    ClusterPoint one = new ClusterPoint(1, 1, 4, 4);
    ClusterPoint jobs = new ClusterPoint(1, 2, 1, 4);
    assertThat(points(SIZES, true))
        .startsWith(
            one,
            one.withMps(true),
            one.withCopies(),
            one.withCopies().withMps(true),
            jobs,
            jobs.withMps(true),
            jobs.withCopies(),
            jobs.withCopies().withMps(true))
        .doesNotHaveDuplicates();
  }

  @Test
  void onSeveralGpusEachPolicyIsComparedWithAnExecutorForEachGpu() {
    assertThat(points(SIZES, true).subList(8, 12))
        .containsExactly(
            new ClusterPoint(4, 1, 4, 4),
            ClusterPoint.withAllGpus(4, 4, Policy.SPARK),
            ClusterPoint.withAllGpus(4, 4, Policy.LEAST_LOADED),
            ClusterPoint.withAllGpus(4, 4, Policy.ROUND_ROBIN));
    assertThat(points(SIZES, true))
        .contains(ClusterPoint.withAllGpus(2, 1, Policy.ROUND_ROBIN))
        .filteredOn(ClusterPoint::hasChoice)
        .hasSize(2 * 3 * 3)
        .noneMatch(ClusterPoint::mps);
  }

  @Test
  void copiesAndMpsAreLeftOutWhereTheyChangeNothing() {
    assertThat(points(SIZES, true))
        .contains(new ClusterPoint(1, 1, 1, 1))
        .noneMatch(point -> point.mps() && point.slots() == 1)
        .noneMatch(point -> !point.shared() && point.tasks() == 1);
    assertThat(points(List.of(1), false)).noneMatch(ClusterPoint::mps);
  }

  @Test
  void onTheProcessorThereAreJobsExecutorsAndTasksOnly() {
    assertThat(points(List.of(0), false))
        .hasSize(2 * 3 * (1 + 2 + 2))
        .allMatch(point -> point.gpus() == 0 && point.gpusOfExecutor() == 0);
  }

  @Test
  void aGpuHasASlotForEachOfItsExecutors() {
    assertThat(new ClusterPoint(1, 2, 4, 1).slots()).isEqualTo(8);
    assertThat(new ClusterPoint(4, 1, 4, 2).slots()).isEqualTo(1);
    assertThat(ClusterPoint.withAllGpus(4, 2, Policy.SPARK).slots()).isEqualTo(1);
    assertThat(new ClusterPoint(0, 2, 4, 1).slots()).isEqualTo(1);
    assertThat(new ClusterPoint(1, 2, 4, 3).cores()).isEqualTo(24);
  }

  @Test
  void aPointIsDescribed() {
    assertThat(new ClusterPoint(1, 2, 4, 1).withMps(true))
        .hasToString("1 GPU, 2 jobs of 4 executors x 1 task, shared, MPS");
    assertThat(ClusterPoint.withAllGpus(2, 2, Policy.LEAST_LOADED))
        .hasToString(
            "2 GPUs, 1 job of 1 executor x 4 tasks, shared, all GPUs in an executor by least-loaded");
    assertThat(new ClusterPoint(0, 1, 1, 2).withCopies())
        .hasToString("1 job of 1 executor x 2 tasks, a copy each");
  }

  private static List<ClusterPoint> points(List<Integer> gpus, boolean mps) {
    return new ClusterPlan(gpus, List.of(1, 2), SIZES, SIZES, List.of(Policy.values()), mps)
        .points();
  }
}
