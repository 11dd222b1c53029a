package io.euge.spark.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.LocalSpark;
import io.euge.testing.ClipWriter;
import io.euge.testing.Readme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrightFramesIT {
  @TempDir Path folder;

  @Test
  void everyFrameIsMeasuredByTheUsersOwnFunction() throws IOException {
    // Each frame is a gray of its own.
    Path clip =
        new ClipWriter()
            .rate(1)
            .gop(1, 0)
            .frames(5)
            .pattern((frame, x, y, width, height) -> 0x202020 * (frame + 1))
            .write(folder.resolve("clip.mp4"));
    try (SparkSession spark = LocalSpark.start(2)) {
      List<Row> rows =
          BrightFrames.measure(spark, clip.toString()).orderBy("seconds").collectAsList();
      assertThat(rows).hasSize(5);
      for (int i = 0; i < 5; i++) {
        assertThat(rows.get(i).getString(0)).isEqualTo("file:" + clip);
        assertThat(rows.get(i).getDouble(1)).isEqualTo(i);
        assertThat(rows.get(i).getDouble(2)).isBetween(32 * (i + 1) - 4.0, 32 * (i + 1) + 4.0);
      }
    }
  }

  @Test
  void theDocumentShowsThisVeryCode() throws IOException {
    Readme.shows(BrightFrames.class, "docs/videos.md");
  }
}
