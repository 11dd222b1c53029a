package io.euge.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.euge.bench.cluster.ClusterSummary.Comparison;
import io.euge.bench.report.IndentedJson;
import io.euge.device.placement.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterSummaryTest {
  private static final ClusterPoint ONE = new ClusterPoint(1, 1, 4, 2);

  @Test
  void aPointIsComparedWithThoseThatDifferInOneRespect() {
    ClusterSummary summary =
        summary(
            result(1, ONE, 100, 2000),
            result(1, ONE.withMps(true), 150, 2000),
            result(1, ONE.withCopies(), 80, 4000),
            result(1, ONE.withJobs(2), 120, 4000),
            failed(ONE.withCopies().withMps(true)));
    assertThat(summary.comparisons())
        .extracting(Comparison::what)
        .containsExactly("shared / a copy each", "MPS / time-slicing", "2 jobs / one job");
    assertThat(summary.comparisons())
        .extracting(Comparison::framesPerSecond)
        .containsExactly(1.25, 1.5, 1.2);
    assertThat(summary.comparisons().get(0).memory()).isCloseTo(0.5, within(1e-9));
    assertThat(summary.text())
        .contains("On a simulated GPU; each job: yolo", "have the same rows", "1.50");
  }

  @Test
  void policiesAreComparedWithTheAssignmentsOfSpark() {
    ClusterPoint spark = ClusterPoint.withAllGpus(2, 2, Policy.SPARK);
    ClusterSummary summary =
        summary(
            result(1, new ClusterPoint(2, 1, 2, 2), 50, 100),
            result(1, spark, 100, 100),
            result(1, spark.withPolicy(Policy.LEAST_LOADED), 90, 50));
    assertThat(summary.comparisons())
        .extracting(Comparison::what)
        .containsExactly(
            "one executor / one for each GPU",
            "least-loaded / Spark's assignment",
            "one executor / one for each GPU");
    assertThat(summary.comparisons().get(1).framesPerSecond()).isCloseTo(0.9, within(1e-9));
  }

  @Test
  void theMedianOfTheRoundsCounts() {
    ClusterSummary summary =
        summary(result(1, ONE, 10, 5), result(2, ONE, 30, 7), result(3, ONE, 20, 6));
    assertThat(summary.framesPerSecond(ONE)).contains(20.0);
    assertThat(summary.memory(ONE)).isEqualTo(7);
    assertThat(summary.framesPerSecond(ONE.withMps(true))).isEmpty();
  }

  @Test
  void aRatioThatIsUndefinedIsADash() throws Exception {
    ClusterSummary summary = summary(result(1, ONE, 0, 0), result(1, ONE.withCopies(), 0, 0));
    assertThat(summary.text())
        .containsPattern("shared / a copy each +- +- ")
        .doesNotContain("NaN", "Infinity");
    assertThat(IndentedJson.of(summary)).contains("\"memory\" : null").doesNotContain("NaN");
  }

  @Test
  void otherRowsOrNoMeasuredPointAreWrong() {
    assertThat(summary(rows("a"), rows("a")).isRight()).isTrue();
    assertThat(summary(rows("a"), rows("b")).isRight()).isFalse();
    assertThat(summary(rows("a b")).isRight()).isFalse();
    assertThat(summary(rows("a b")).text()).contains("WRONG");
    assertThat(summary(failed(ONE)).isRight()).isFalse();
    assertThat(summary(failed(ONE)).text()).contains("No point was measured");
    assertThat(summary().isRight()).isTrue();
  }

  @Test
  void aResultIsOfTheExperimentWithTheSameInputs() {
    ClusterSetting setting = new ClusterSetting("t4", "abc", "def");
    ClusterResult result = result(1, ONE, 100, 2000, setting);
    assertThat(result.isOf("a simulated GPU", "yolo", setting)).isTrue();
    assertThat(result.isOf("another", "yolo", setting)).isFalse();
    assertThat(result.isOf("a simulated GPU", "other", setting)).isFalse();
    for (ClusterSetting other :
        List.of(
            new ClusterSetting("a10", "abc", "def"),
            new ClusterSetting("t4", "other", "def"),
            new ClusterSetting("t4", "abc", "other"))) {
      assertThat(result.isOf("a simulated GPU", "yolo", other)).isFalse();
    }
    assertThat(rows("a").isOf("a simulated GPU", "yolo", setting)).isFalse();
  }

  @Test
  void aFailureIsALineOfTheTable() {
    assertThat(ClusterTable.line(failed(ONE)))
        .contains("   1    1     4     2 shared")
        .endsWith("no memory");
    assertThat(ClusterTable.line(result(1, ONE, 100, 2000))).contains("100.0").endsWith("2000");
  }

  private static ClusterSummary summary(ClusterResult... results) {
    return new ClusterSummary("a simulated GPU", "yolo", List.of(results));
  }

  private static ClusterResult result(
      int round, ClusterPoint point, double framesPerSecond, long mebibytes) {
    return result(round, point, framesPerSecond, mebibytes, null);
  }

  private static ClusterResult result(
      int round,
      ClusterPoint point,
      double framesPerSecond,
      long mebibytes,
      ClusterSetting setting) {
    return new ClusterResult(
        "a simulated GPU",
        "yolo",
        round,
        point,
        100,
        framesPerSecond,
        1,
        2,
        List.of(mebibytes),
        "a",
        "",
        setting);
  }

  private static ClusterResult rows(String rows) {
    return new ClusterResult(
        "a simulated GPU", "yolo", 1, ONE, 1, 1, 1, 1, List.of(), rows, "", null);
  }

  private static ClusterResult failed(ClusterPoint point) {
    return ClusterResult.failed("a simulated GPU", "yolo", 1, point, null, "no memory");
  }
}
