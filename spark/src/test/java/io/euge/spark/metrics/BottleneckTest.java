package io.euge.spark.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.TaskPart;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BottleneckTest {
  private final TaskTimes times = new TaskTimes();

  private void spend(TaskPart part, long seconds) {
    times.add(part, TimeUnit.SECONDS.toNanos(seconds));
  }

  private void busyGpu(long seconds) {
    times.add(TimeMetrics.DEVICE, TimeUnit.SECONDS.toNanos(seconds));
  }

  private String sentence() {
    return Bottleneck.of(times, 100, 100, 1).orElseThrow().sentence();
  }

  @Test
  void inferenceOnProcessors() {
    spend(TaskPart.INFERENCE, 80);
    spend(TaskPart.POSTPROCESSING, 3);
    spend(TaskPart.DECODING, 8);
    spend(TaskPart.SCALING, 3);
    spend(TaskPart.OTHER, 6);
    assertThat(sentence())
        .isEqualTo(
            "bound by inference: 83 % of task time; decoding 11 %; more executors would help, faster storage would not");
  }

  @Test
  void inferenceOnAGpu() {
    spend(TaskPart.INFERENCE, 90);
    spend(TaskPart.DECODING, 10);
    busyGpu(80);
    assertThat(sentence()).startsWith("bound by inference: 90 %").contains("more or faster GPUs");
  }

  @Test
  void decoding() {
    spend(TaskPart.INFERENCE, 40);
    spend(TaskPart.DECODING, 35);
    spend(TaskPart.SCALING, 25);
    assertThat(sentence())
        .startsWith("bound by decoding: 60 % of task time; inference 40 %; more executors")
        .endsWith("faster storage or a smaller model would not");
    busyGpu(20);
    assertThat(sentence()).contains("more cores for each GPU", "more GPUs alone would not");
  }

  @Test
  void storage() {
    spend(TaskPart.INFERENCE, 20);
    spend(TaskPart.FETCHING, 70);
    spend(TaskPart.DECODING, 10);
    assertThat(sentence())
        .startsWith(
            "bound by reading from the storage: 70 % of task time; inference 20 %; faster storage");
  }

  @Test
  void waitingForABusyGpu() {
    spend(TaskPart.WAITING, 300);
    spend(TaskPart.INFERENCE, 100);
    busyGpu(98);
    assertThat(sentence())
        .startsWith("bound by waiting for the device: 75 % of task time; inference 25 %")
        .contains("another GPU or a smaller model would help", "more tasks for each GPU would not");
  }

  @Test
  void waitingForBatchesToFill() {
    spend(TaskPart.WAITING, 75);
    spend(TaskPart.INFERENCE, 25);
    busyGpu(20);
    assertThat(sentence()).contains("a shorter --batch-delay", "would help; another GPU would not");
  }

  @Test
  void writing() {
    spend(TaskPart.WRITING, 55);
    spend(TaskPart.INFERENCE, 45);
    assertThat(sentence())
        .startsWith("bound by what follows detection (filters, writing): 55 %")
        .contains("faster storage for the results");
  }

  @Test
  void startUpOfTheTasks() {
    spend(TaskPart.OPENING, 20);
    spend(TaskPart.LOADING, 20);
    spend(TaskPart.OTHER, 20);
    spend(TaskPart.INFERENCE, 40);
    assertThat(sentence())
        .isEqualTo(
            "bound by start-up: 60 % of task time; inference 40 %; more or longer videos in one job would help; more executors or faster storage would not");
  }

  @Test
  void startUpOfTheJob() {
    spend(TaskPart.INFERENCE, 4);
    assertThat(Bottleneck.of(times, 4, 20, 1).orElseThrow().sentence())
        .startsWith("bound by start-up: 80 % of the job's time; inference 20 %; more or longer");
  }

  @Test
  void failedAttemptsAreKeptApart() {
    spend(TaskPart.INFERENCE, 80);
    spend(TaskPart.DECODING, 20);
    times.addFailure(TimeUnit.SECONDS.toNanos(15));
    times.addFailure(TimeUnit.SECONDS.toNanos(10));
    assertThat(sentence())
        .startsWith("bound by inference: 80 % of task time")
        .endsWith("; 2 failed or stopped attempts of tasks took another 25 %");
  }

  @Test
  void withoutATaskThatEndedThereIsNone() {
    times.addFailure(1);
    assertThat(Bottleneck.of(times, 0, 10, 0)).isEmpty();
  }
}
