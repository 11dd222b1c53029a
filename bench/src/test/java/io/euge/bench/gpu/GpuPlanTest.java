package io.euge.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GpuPlanTest {
  private static final GpuPlan PLAN = new GpuPlan(16, 4, List.of(8), List.of(12));

  @Test
  void theExtremesComeBeforeWhatLiesBetween() {
    List<GpuPoint> points = PLAN.points(List.of("one"), true, false);
    assertThat(points.subList(0, 4))
        .containsExactly(
            new GpuPoint("one", 1),
            new GpuPoint("one", 16),
            new GpuPoint("one", 16).withCopies(),
            new GpuPoint("one", 4));
    assertThat(points).doesNotHaveDuplicates();
  }

  @Test
  void modelsTakeTurns() {
    assertThat(PLAN.points(List.of("one", "two"), true, false))
        .startsWith(new GpuPoint("one", 1), new GpuPoint("two", 1), new GpuPoint("one", 16));
  }

  @Test
  void sharingAndMpsMakeATableOfTwoByTwo() {
    GpuPoint several = new GpuPoint("one", 4).withProcesses(4);
    assertThat(PLAN.points(List.of("one"), true, false))
        .contains(
            several,
            several.withMps(),
            several.withCopies(),
            several.withCopies().withMps(),
            new GpuPoint("one", 16));
  }

  @Test
  void cardsWithLessMemoryAreTriedWithOneCopyAndWithACopyEach() {
    GpuPoint card = new GpuPoint("one", 16).withCard(12);
    assertThat(PLAN.points(List.of("one"), true, false)).contains(card, card.withCopies());
    long rest = (12L << 30) - (576L << 20);
    assertThat(card.bytesOfCopy()).isEqualTo(rest);
    assertThat(card.withCopies().bytesOfCopy()).isEqualTo(rest / 16);
    assertThat(new GpuPoint("one", 16).bytesOfCopy()).isZero();
  }

  @Test
  void tensorRtRunsOneTaskAndAllAndTheSizesOfBatches() {
    GpuPoint all = new GpuPoint("one", 16);
    List<GpuPoint> points = PLAN.points(List.of("one"), true, true);
    assertThat(points.stream().filter(GpuPoint::tensorRt))
        .containsExactly(
            new GpuPoint("one", 1).withTensorRt(),
            all.withTensorRt(),
            all.withBatch(8, 2).withTensorRt());
    assertThat(PLAN.points(List.of("one"), true, false)).noneMatch(GpuPoint::tensorRt);
    assertThat(all.withTensorRt()).hasToString("one, TensorRT, 1 process of 16 tasks, shared");
  }

  @Test
  void withoutMpsThereAreTurnsOnly() {
    assertThat(PLAN.points(List.of("one"), false, false)).noneMatch(GpuPoint::mps);
  }
}
