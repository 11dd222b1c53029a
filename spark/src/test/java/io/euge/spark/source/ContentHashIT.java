package io.euge.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.spark.LocalSpark;
import io.euge.testing.ClipWriter;
import io.euge.testing.Shared;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hash of a video's file in the provenance of its rows. */
class ContentHashIT {
  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start(2);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void eachRowHasTheHashOfItsFile() throws Exception {
    Path first = new ClipWriter().frames(60).rate(25).gop(10, 0).write(folder.resolve("a.mp4"));
    new ClipWriter().frames(20).write(folder.resolve("b.mp4"));
    assertThat(hashes("a.mp4")).containsExactly(sha256(first));
    assertThat(hashes("b.mp4")).containsExactly(sha256(folder.resolve("b.mp4")));
    Files.copy(folder.resolve("b.mp4"), folder.resolve("c.mp4"));
    assertThat(hashes("c.mp4")).as("a copy").isEqualTo(hashes("b.mp4"));
    new ClipWriter().frames(30).write(first);
    assertThat(hashes("a.mp4")).as("a file that was replaced").containsExactly(sha256(first));
  }

  @Test
  void withoutItsColumnItIsRefused() {
    assertThatThrownBy(() -> reader().option("provenance", false).load(folder.toString()))
        .hasMessageContaining("content-hash is 'true', and provenance")
        .hasMessageContaining("leave out one of them");
  }

  private static DataFrameReader reader() {
    return spark
        .read()
        .format("detections")
        .option("model", Shared.model("yolo-fastest-1.1.cfg").toString())
        .option("segment-seconds", 1)
        .option("content-hash", true);
  }

  private List<String> hashes(String name) {
    Dataset<String> hashes =
        reader()
            .load(folder.resolve(name).toString())
            .selectExpr("provenance.videoSha256")
            .distinct()
            .as(Encoders.STRING());
    return hashes.collectAsList();
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
