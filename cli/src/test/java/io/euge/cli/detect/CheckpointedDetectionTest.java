package io.euge.cli.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.errors.VideoError;
import io.euge.spark.sink.TableTotals;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CheckpointedDetectionTest {
  @Test
  void badFilesOfEarlierBatchesAreCountedToo() {
    TableTotals committed =
        new TableTotals(new TreeMap<>(), 0, 2, new TreeSet<>(List.of("a", "b")), List.of());
    assertThat(CheckpointedDetection.badVideos(committed, List.of())).isEqualTo(2);
    assertThat(CheckpointedDetection.badVideos(committed, List.of(error("b"), error("c"))))
        .as("each once")
        .isEqualTo(3);
  }

  private static VideoError error(String video) {
    return new VideoError(video, "camera", null, null, Double.NaN, null, null, "bad");
  }
}
