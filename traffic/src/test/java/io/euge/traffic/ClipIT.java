package io.euge.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.evaluation.groundtruth.VideoGroundTruth;
import io.euge.testing.NoLeaks;
import io.euge.video.DecodeOptions;
import io.euge.video.decode.VideoReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NoLeaks.class)
class ClipIT {
  @TempDir Path folder;

  @Test
  void theVideoHasAFrameForEachOfTheTruths() throws IOException {
    Clip clip = new Clip(4, Conditions.DAY, 320, 180, 25, 2);
    VideoGroundTruth truth = clip.write(folder.resolve("day.mp4"));
    assertThat(truth.frames()).hasSize(50);
    assertThat(VideoGroundTruth.read(folder.resolve("day.truth.json"))).isEqualTo(truth);
    int frames = 0;
    try (VideoReader video = VideoReader.open(folder.resolve("day.mp4"), DecodeOptions.DEFAULT)) {
      while (video.next()) {
        assertThat(video.frame()).isEqualTo(truth.frames().get(frames).frame());
        assertThat(video.width()).isEqualTo(truth.width());
        frames++;
      }
    }
    assertThat(frames).isEqualTo(50);
  }

  @Test
  void theSameValuesMakeTheSameFile() throws IOException {
    Clip clip = new Clip(9, Conditions.RAIN, 320, 180, 25, 0.4);
    clip.write(folder.resolve("a.mp4"));
    clip.write(folder.resolve("b.mp4"));
    assertThat(folder.resolve("a.mp4")).hasSameBinaryContentAs(folder.resolve("b.mp4"));
  }

  @Test
  void whoPassesTheLineIsCountedOnce() throws IOException {
    VideoGroundTruth truth =
        new Clip(11, Conditions.OVERCAST, 320, 180, 10, 12).write(folder.resolve("long.mp4"));
    assertThat(truth.crossings()).isNotEmpty();
    assertThat(truth.crossings()).extracting(VideoGroundTruth.Crossing::id).doesNotHaveDuplicates();
    assertThat(truth.counts().stream().mapToInt(VideoGroundTruth.LaneCount::vehicles).sum())
        .isEqualTo(truth.crossings().size());
    assertThat(truth.counts())
        .extracting(VideoGroundTruth.LaneCount::lane)
        .isSorted()
        .doesNotHaveDuplicates();
    Path json = folder.resolve("long.truth.json");
    assertThat(json).content().contains("\"counts\":[{\"lane\":");
    assertThat(VideoGroundTruth.read(json)).isEqualTo(truth);
    assertThat(Files.size(folder.resolve("long.mp4"))).isGreaterThan(10_000);
  }
}
