package io.euge.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.rendering.FramePicture;
import io.euge.spark.activity.TaskPicture;
import org.apache.spark.executor.ExecutorMetrics;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.TaskInfo;
import org.apache.spark.scheduler.TaskLocality;
import org.junit.jupiter.api.Test;
import scala.Option;

class RunningPicturesTest {
  private final RunningPictures pictures = new RunningPictures();

  private void add(long task, long frame) {
    pictures.add(new TaskPicture("1", task, "a.mp4", frame, 0, new byte[] {1}));
  }

  private void end(long task) {
    TaskInfo info = new TaskInfo(task, 0, 0, 0, 0, "1", "host", TaskLocality.ANY(), false);
    pictures.onTaskEnd(
        new SparkListenerTaskEnd(0, 0, "", null, info, new ExecutorMetrics(), TaskMetrics.empty()));
  }

  @Test
  void theLastPictureOfEachRunningTaskIsKept() {
    add(2, 5);
    add(1, 7);
    add(2, 9);
    assertThat(pictures.all()).extracting(TaskPicture::frame).containsExactly(7L, 9L);
    end(2);
    add(2, 11);
    assertThat(pictures.all())
        .as("one came late")
        .extracting(TaskPicture::task)
        .containsExactly(1L);
    pictures.onApplicationEnd(new SparkListenerApplicationEnd(1, Option.empty()));
    assertThat(pictures.all()).isEmpty();
  }

  @Test
  void memoryIsBounded() {
    for (int task = 0; task < RunningPictures.MAX_TASKS + 5; task++) {
      add(task, 0);
      add(0, task);
    }
    assertThat(pictures.all())
        .hasSize(RunningPictures.MAX_TASKS)
        .extracting(TaskPicture::task)
        .contains(0L);
    pictures.add(new TaskPicture("1", 999, "a.mp4", 0, 0, new byte[FramePicture.MAX_BYTES + 1]));
    assertThat(pictures.all()).extracting(TaskPicture::task).doesNotContain(999L);
  }
}
