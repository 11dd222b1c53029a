package io.euge.spark.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.LocalSpark;
import io.euge.testing.ClipWriter;
import io.euge.testing.Readme;
import io.euge.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectionStreamIT {
  @TempDir Path folder;

  @Test
  void theTableIsInFoldersOfDaysAndCameras() throws Exception {
    Path camera = Files.createDirectories(folder.resolve("videos/007"));
    Path clip = new ClipWriter().rate(5).frames(5).write(camera.resolve("clip.mp4"));
    Files.setLastModifiedTime(clip, FileTime.from(Instant.now().minusSeconds(100)));
    String model = Shared.model("yolo-fastest-1.1.cfg").toString();
    try (SparkSession spark = LocalSpark.start(2)) {
      DetectionStream.run(
          spark,
          model,
          folder.resolve("videos").toString(),
          folder.toString(),
          Trigger.AvailableNow());
      Dataset<Row> rows = spark.read().parquet(folder.resolve("traffic").toString());
      assertThat(rows.count()).isEqualTo(5);
      assertThat(rows.columns()).contains("day", "camera", "provenance");
      Row provenance = rows.select("provenance.*").distinct().first();
      assertThat(provenance.<String>getAs("model")).isEqualTo(model);
      assertThat(provenance.<String>getAs("modelSha256")).matches("[0-9a-f]{64}");
      assertThat(provenance.<String>getAs("options"))
          .isEqualTo("{\"fps\":\"5\",\"on-error\":\"record\"}");
      assertThat(provenance.<Long>getAs("videoBytes")).isEqualTo(Files.size(clip));
    }
  }

  @Test
  void theDocumentShowsThisVeryCode() throws IOException {
    Readme.shows(DetectionStream.class, "docs/operations.md");
  }
}
