package io.euge.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GpuPlanTest {
  private static final GpuPlan PLAN = new GpuPlan(16, 4, List.of(8), List.of(12));

  @Test
  void theExtremesComeBeforeWhatLiesBetween() {
    List<GpuPoint> points = PLAN.points(List.of("one"), true);
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
    assertThat(PLAN.points(List.of("one", "two"), true))
        .startsWith(new GpuPoint("one", 1), new GpuPoint("two", 1), new GpuPoint("one", 16));
  }

  @Test
  void sharingAndMpsMakeATableOfTwoByTwo() {
    GpuPoint several = new GpuPoint("one", 4).withProcesses(4);
    assertThat(PLAN.points(List.of("one"), true))
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
    assertThat(PLAN.points(List.of("one"), true)).contains(card, card.withCopies());
    long rest = (12L << 30) - (576L << 20);
    assertThat(card.bytesOfCopy()).isEqualTo(rest);
    assertThat(card.withCopies().bytesOfCopy()).isEqualTo(rest / 16);
    assertThat(new GpuPoint("one", 16).bytesOfCopy()).isZero();
  }

  @Test
  void withoutMpsThereAreTurnsOnly() {
    assertThat(PLAN.points(List.of("one"), false)).noneMatch(GpuPoint::mps);
  }
}
