package io.euge.spark.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskPicturesTest {
  private final List<TaskPicture> sent = new ArrayList<>();
  private final PictureSender sender = new PictureSender("3", sent::add);
  private final TaskPictures first = new TaskPictures(sender, 7);
  private final TaskPictures second = new TaskPictures(sender, 8);
  private final long start = System.nanoTime();

  @Test
  void aTaskSendsNoMoreThanOneInAFewSeconds() {
    assertThat(first.isDue(start)).isTrue();
    assertThat(first.isDue(start + PictureSender.GAP)).isFalse();
    assertThat(first.isDue(start + TaskPictures.GAP - 1)).isFalse();
    assertThat(first.isDue(start + TaskPictures.GAP)).isTrue();
  }

  @Test
  void theTasksOfAnExecutorTogetherSendNoMoreThanOneASecond() {
    assertThat(first.isDue(start)).isTrue();
    assertThat(second.isDue(start + 1)).isFalse();
    assertThat(second.isDue(start + PictureSender.GAP)).isTrue();
    assertThat(first.isDue(start + TaskPictures.GAP)).isTrue();
    assertThat(second.isDue(start + TaskPictures.GAP + PictureSender.GAP)).isTrue();
  }

  @Test
  void aPictureSaysWhoseItIs() {
    byte[] jpeg = {1};
    second.send("a.mp4", 5, 0.2, jpeg);
    assertThat(sent).containsExactly(new TaskPicture("3", 8, "a.mp4", 5, 0.2, jpeg));
  }

  @Test
  void outsideATaskThereAreNone() {
    PictureSender.connect(sender);
    try {
      assertThat(PictureSender.ofThisTask()).isNull();
    } finally {
      PictureSender.connect(null);
    }
  }
}
