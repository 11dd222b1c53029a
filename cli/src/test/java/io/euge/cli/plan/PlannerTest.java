package io.euge.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.OptionException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Sums that hold whatever the cluster and the model are. */
class PlannerTest {
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  @Test
  void aSmallModelIsShared() {
    Plan plan = Planner.of(nodes(4, 24, 32, 128), model(10), OptionalInt.empty());
    assertThat(plan.slots()).isEqualTo(4);
    assertThat(plan.tasks()).isEqualTo(2);
    assertThat(plan.executors()).isEqualTo(48);
    assertThat(plan.batch()).isEqualTo(8);
    assertThat(plan.memoryLimit()).hasToString("Optional[5G]");
    assertThat(plan.threadPercentage()).hasToString("50");
    assertThat(plan.taskAmount()).hasToString("0.5");
  }

  @Test
  void aProcessThatHasItsGpuAloneHasNoLimits() {
    Plan plan = Planner.of(nodes(1, 24, 8, 64), model(10), OptionalInt.of(1));
    assertThat(plan.memoryLimit()).isEmpty();
    assertThat(plan.threadPercentage()).hasToString("100");
    assertThat(plan.tasks()).isEqualTo(8);
  }

  @Test
  void whatCannotFitIsRefusedWithTheSum() {
    refuses(nodes(1, 24, 8, 64), model(9000), 1, "needs 27016 MiB for the model", "larger GPU");
    refuses(nodes(1, 24, 8, 64), model(10), 60, "60 cores", "it has 8");
    refuses(nodes(1, 2, 64, 64), model(10), 8, "(2048 - 103) / 8 = 244 MiB", "fewer slots");
    refuses(nodes(1, 24, 8, 4), model(10), 2, "A node of 4096 MiB", "fewer slots");
  }

  private static void refuses(Nodes nodes, ModelMemory model, int slots, String... words) {
    assertThatThrownBy(() -> Planner.of(nodes, model, OptionalInt.of(slots)))
        .isInstanceOf(EugeException.class)
        .isNotInstanceOf(OptionException.class)
        .message()
        .hasLineCount(1)
        .contains(words);
  }

  @Test
  void anInvalidClusterIsAnInvalidCommandLine() {
    assertThatThrownBy(() -> nodes(-1, 24, 8, 64)).isInstanceOf(OptionException.class);
    assertThatThrownBy(() -> Planner.of(nodes(1, 24, 8, 64), model(1), OptionalInt.of(61)))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("61");
  }

  @Property
  void noPlanTakesMoreThanThereIs(
      @ForAll @IntRange(min = 1, max = 8) int gpus,
      @ForAll @IntRange(min = 1, max = 160) int gpuGibibytes,
      @ForAll @IntRange(min = 1, max = 128) int cores,
      @ForAll @IntRange(min = 1, max = 512) int gibibytes,
      @ForAll @IntRange(min = 1, max = 2000) int megabytes,
      @ForAll @IntRange(min = 0, max = 60) int slots) {
    Nodes nodes = nodes(gpus, gpuGibibytes, cores, gibibytes);
    plan(nodes, model(megabytes), slots)
        .ifPresent(
            plan -> {
              assertThat(plan.slots() * plan.share().process())
                  .isLessThanOrEqualTo(nodes.gpuMemory());
              plan.memoryLimit()
                  .ifPresent(
                      limit ->
                          assertThat(plan.gpuNeed() + plan.share().context())
                              .isLessThanOrEqualTo(limit.bytes()));
              assertThat(plan.gpuNeed() + plan.share().context())
                  .isLessThanOrEqualTo(plan.share().process());
              assertThat(plan.executorsPerNode() * plan.tasks()).isLessThanOrEqualTo(cores);
              assertThat(plan.executorsPerNode() * (plan.heap() + plan.overhead()))
                  .isLessThan(nodes.memory());
              assertThat(plan.tasks()).isPositive();
              // Spark's own sum: as many tasks as the executor has cores, neither more nor fewer.
              assertThat((int) Math.floor(1 / plan.taskAmount().doubleValue()))
                  .isEqualTo(plan.tasks());
              assertThat(plan.threadPercentage().percent().doubleValue()).isBetween(3.0, 100.0);
            });
  }

  @Property
  void moreNeverGivesLess(
      @ForAll @IntRange(min = 1, max = 8) int gpus,
      @ForAll @IntRange(min = 1, max = 80) int gpuGibibytes,
      @ForAll @IntRange(min = 1, max = 128) int cores,
      @ForAll @IntRange(min = 1, max = 256) int gibibytes,
      @ForAll @IntRange(min = 1, max = 2000) int megabytes,
      @ForAll @IntRange(min = 0, max = 16) int slots,
      @ForAll @IntRange(min = 0, max = 2) int grown,
      @ForAll @IntRange(min = 1, max = 64) int by) {
    Nodes more =
        nodes(
            gpus,
            gpuGibibytes + (grown == 0 ? by : 0),
            cores + (grown == 1 ? by : 0),
            gibibytes + (grown == 2 ? by : 0));
    Optional<Plan> first =
        plan(nodes(gpus, gpuGibibytes, cores, gibibytes), model(megabytes), slots);
    Optional<Plan> second = plan(more, model(megabytes), slots);
    first.ifPresent(
        plan -> {
          assertThat(second).isPresent();
          assertThat(second.get().slots()).isGreaterThanOrEqualTo(plan.slots());
          if (slots > 0) {
            assertThat(second.get().batch()).isGreaterThanOrEqualTo(plan.batch());
            if (second.get().batch() == plan.batch()) { // Buffers of larger batches take memory.
              assertThat(second.get().tasks()).isGreaterThanOrEqualTo(plan.tasks());
            }
          }
        });
  }

  private static Optional<Plan> plan(Nodes nodes, ModelMemory model, int slots) {
    try {
      return Optional.of(
          Planner.of(nodes, model, slots == 0 ? OptionalInt.empty() : OptionalInt.of(slots)));
    } catch (OptionException e) {
      throw e;
    } catch (EugeException e) {
      assertThat(e).message().hasLineCount(1).contains("use ");
      return Optional.empty();
    }
  }

  private static Nodes nodes(int gpus, int gpuGibibytes, int cores, int gibibytes) {
    return new Nodes(3, gpus, gpuGibibytes * GIB, cores, gibibytes * GIB);
  }

  private static ModelMemory model(int megabytes) {
    long file = megabytes * MIB;
    return new ModelMemory("m", file, 3 * file + 16 * MIB, MIB, 2 * MIB, OptionalLong.of(20 * MIB));
  }
}
