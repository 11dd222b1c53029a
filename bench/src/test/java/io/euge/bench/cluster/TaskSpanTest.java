package io.euge.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskSpanTest {
  @TempDir Path folder;

  @Test
  void tasksOfTheLastStageOfAllJobsCount() throws Exception {
    Files.write(
        folder.resolve("app-1"),
        List.of(
            "{\"Event\":\"SparkListenerApplicationStart\"}",
            task(0, 1_000, 90_000),
            task(1, 5_000, 7_000),
            task(1, 4_000, 6_000)));
    Files.write(folder.resolve("app-2"), List.of(task(2, 4_500, 8_500)));
    TaskSpan span = TaskSpan.of(folder);
    assertThat(span).isEqualTo(new TaskSpan(4_000, 8_500));
    assertThat(span.seconds()).isEqualTo(4.5);
  }

  @Test
  void aJobWithoutTasksCannotBeMeasured() throws Exception {
    Files.write(folder.resolve("app-1"), List.of("{\"Event\":\"SparkListenerLogStart\"}"));
    assertThatThrownBy(() -> TaskSpan.of(folder))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("no task that ended");
  }

  private static String task(int stage, long launch, long finish) {
    return "{\"Event\":\"SparkListenerTaskEnd\",\"Stage ID\":%d,\"Task Info\":{\"Launch Time\":%d,\"Finish Time\":%d}}"
        .formatted(stage, launch, finish);
  }
}
