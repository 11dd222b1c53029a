package io.euge.spark.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.LocalSpark;
import io.euge.testing.ClipWriter;
import io.euge.testing.Readme;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoodAndBadIT {
  @TempDir Path folder;

  @Test
  void goodFramesAreCountedAndBadVideosNamed() throws IOException {
    new ClipWriter().frames(5).write(folder.resolve("good.mp4"));
    Files.writeString(folder.resolve("text.mp4"), "no video");
    PrintStream standard = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (SparkSession spark = LocalSpark.start(2)) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      GoodAndBad.print(spark, folder.toString());
    } finally {
      System.setOut(standard);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .containsPattern("good\\.mp4 *\\|5 ")
        .contains("FORMAT at OPEN: ", "text.mp4 is not a video");
  }

  @Test
  void theDocumentShowsThisVeryCode() throws IOException {
    Readme.shows(GoodAndBad.class, "docs/videos.md");
  }
}
