package io.euge.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.euge.TaskPart;
import io.euge.spark.metrics.TaskTimes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The arithmetic of a prediction, with figures that can be checked by hand. */
class PredictionTest {
  /** A second of video takes a task 0.5 s: 0.3 in the network, 0.2 decoding; a segment 0.1 s. */
  private static TaskCost cost(int batch, double inference, double device) {
    TaskTimes times = new TaskTimes();
    times.add(TaskPart.INFERENCE, nanos(20 * inference));
    times.add(TaskPart.DECODING, nanos(20 * 0.2));
    times.add(TaskPart.OPENING, nanos(4 * 0.06));
    times.add(TaskPart.OTHER, nanos(4 * 0.04));
    times.add(TaskPart.LOADING, nanos(7));
    times.addDevice(nanos(20 * device));
    return new TaskCost(batch, 0, 20, 20 * 25, 4, times);
  }

  private static long nanos(double seconds) {
    return Math.round(1e9 * seconds);
  }

  private static Measured measured(TaskCost... costs) {
    return new Measured(2, 120, 6, 1, 1 << 20, 0, List.of(costs));
  }

  @Test
  void theCostOfATaskIsThatOfVideoAndThatOfSegments() {
    TaskCost cost = cost(1, 0.3, 0);
    assertThat(cost.perVideoSecond()).isCloseTo(0.5, within(1e-9));
    assertThat(cost.perSegment()).isCloseTo(0.1, within(1e-9));
    assertThat(cost.framesPerSecond(2)).isCloseTo(100, within(1e-6));
    assertThat(cost.framesPerSecond(2, TaskPart.INFERENCE)).isCloseTo(2 * 25 / 0.3, within(1e-6));
    assertThat(cost.plus(cost).perVideoSecond()).isCloseTo(0.5, within(1e-9));
    assertThat(cost.plus(cost).perSegment()).isCloseTo(0.1, within(1e-9));
  }

  @Test
  void aJobTakesItsStartTheLoadingAndTheTurnsOfItsSlots() {
    // 10 videos of 2 minutes in segments of a minute: 20, in 3 turns of 8 slots.
    Prediction job = new Prediction(measured(cost(1, 0.3, 0)), 1200, 60, 4, 2, 0);
    assertThat(job.segments()).isEqualTo(20);
    assertThat(job.detecting()).isCloseTo(1 + 3 * (30 + 0.1), within(1e-6));
    assertThat(job.seconds()).isCloseTo(6 + 1 + 3 * 30.1, within(1e-6));
    assertThat(job.bottleneck().orElseThrow().sentence())
        .startsWith("bound by inference: 59 % of task time; decoding 40 %");
  }

  @Test
  void roundingErrorsAreNoFurtherVideo() {
    Measured measured = measured(cost(1, 0.3, 0));
    assertThat(new Prediction(measured, 1200.0000001, 60, 4, 2, 0).segments()).isEqualTo(20);
    assertThat(new Prediction(measured, 1201, 60, 4, 2, 0).segments()).isEqualTo(22);
  }

  @Test
  void aLongJobScalesWithItsSlots() {
    Measured measured = measured(cost(1, 0.3, 0));
    double one = new Prediction(measured, 3600 * 1000, 60, 1, 8, 0).detecting();
    double ten = new Prediction(measured, 3600 * 1000, 60, 10, 8, 0).detecting();
    assertThat(one / ten).isCloseTo(10, within(0.01));
  }

  @Test
  void tooLittleVideoForTheClusterIsBoundByTheStart() {
    Prediction job = new Prediction(measured(cost(1, 0.3, 0)), 4, 60, 1, 2, 0);
    assertThat(job.segments()).isEqualTo(1);
    assertThat(job.seconds()).isCloseTo(6 + 1 + 2.1, within(1e-6));
    assertThat(job.bottleneck().orElseThrow().sentence()).startsWith("bound by start-up: 66 %");
  }

  @Test
  void theGpusLimitWhatTasksAdd() {
    Measured measured = measured(cost(8, 0.3, 0.1));
    Prediction few = new Prediction(measured, 36_000, 60, 1, 2, 1);
    assertThat(few.isBoundByGpus()).isFalse();
    assertThat(few.detecting()).isCloseTo(1 + 300 * 30.1, within(1e-6));
    Prediction many = new Prediction(measured, 36_000, 60, 4, 16, 1);
    assertThat(many.isBoundByGpus()).isTrue();
    assertThat(many.bound()).startsWith("bound by the GPUs, which are busy");
    assertThat(many.detecting()).isCloseTo(1 + 3600, within(1e-6));
  }

  @Test
  void otherSettingsAreTakenOnlyIfTheyAreClearlyFaster() {
    TaskCost usual = cost(1, 0.3, 0);
    assertThat(measured(usual, cost(4, 0.29, 0)).best()).isEqualTo(usual);
    TaskCost faster = cost(4, 0.25, 0);
    assertThat(measured(usual, faster, cost(2, 0.27, 0)).best()).isEqualTo(faster);
  }

  @Test
  void segmentsAreAMinuteUnlessOpeningOrTheSlotsSayOtherwise() {
    TaskCost cost = cost(1, 0.3, 0);
    assertThat(SegmentChoice.seconds(cost, 36_000, 8)).isEqualTo(60);
    assertThat(SegmentChoice.seconds(cost, 320, 8)).isEqualTo(10);
    TaskTimes slow = new TaskTimes();
    slow.add(TaskPart.OPENING, nanos(4 * 2));
    slow.add(TaskPart.INFERENCE, nanos(20 * 0.5));
    assertThat(SegmentChoice.seconds(new TaskCost(1, 0, 20, 500, 4, slow), 360_000, 8))
        .isEqualTo(200);
  }

  @Test
  void timesAreShownInTheUsualUnits() {
    assertThat(TuneReport.duration(59.96)).isEqualTo("60.0 s");
    assertThat(TuneReport.duration(600)).isEqualTo("10.0 min");
    assertThat(TuneReport.duration(36_000)).isEqualTo("10.0 h");
  }
}
