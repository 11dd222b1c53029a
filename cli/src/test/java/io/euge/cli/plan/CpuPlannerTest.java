package io.euge.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Executors of a cluster without GPUs. */
class CpuPlannerTest {
  private static final long MIB = 1L << 20;
  private static final ModelMemory MODEL =
      new ModelMemory("xl", 4 * MIB, 12 * MIB, MIB, 2 * MIB, OptionalLong.of(20 * MIB));

  @Test
  void eachCoreHasATask() {
    assertThat(plan(8, 32)).extracting(Plan::executorsPerNode, Plan::tasks).containsExactly(1, 8);
    assertThat(plan(64, 256)).extracting(Plan::executorsPerNode, Plan::tasks).containsExactly(8, 8);
    assertThat(plan(18, 64)).extracting(Plan::executorsPerNode, Plan::tasks).containsExactly(3, 6);
    assertThat(plan(3, 16)).extracting(Plan::executorsPerNode, Plan::tasks).containsExactly(1, 3);
  }

  @Test
  void littleMemoryLeavesCoresIdleAndThatIsReported() {
    Plan plan = plan(64, 16);
    assertThat(plan.executorsPerNode() * plan.tasks()).isLessThan(64);
    assertThat(CpuPlanner.isLimitedByMemory(plan)).isTrue();
    assertThat(CpuPlanner.isLimitedByMemory(plan(17, 64))).as("a prime of cores").isFalse();
  }

  @Test
  void aNodeWithoutMemoryForOneTaskIsRefusedWithTheCalculation() {
    assertThatThrownBy(() -> plan(8, 3))
        .isInstanceOf(EugeException.class)
        .hasMessageStartingWith("A node of 3072 MiB cannot hold an executor for model xl")
        .hasMessageEndingWith("use nodes with more memory");
  }

  @Property
  void whatIsPlannedFits(
      @ForAll @IntRange(min = 1, max = 4096) int cores,
      @ForAll @IntRange(min = 5, max = 4096) int gib) {
    Plan plan = plan(cores, gib);
    assertThat(plan.fitsNode()).isTrue();
    assertThat(plan.tasks()).isBetween(1, CpuPlanner.MAX_TASKS);
    assertThat(plan.executorsPerNode() * plan.tasks()).isBetween(1, cores);
    assertThat(plan.batch()).isOne();
  }

  private static Plan plan(int cores, int gib) {
    return CpuPlanner.of(new Nodes(2, 0, 0, cores, gib * 1024L * MIB), MODEL);
  }
}
