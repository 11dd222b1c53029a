package io.euge.spark.source;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.euge.EugeException;
import io.euge.spark.LocalSpark;
import io.euge.testing.ClipWriter;
import io.euge.video.DecodeOptions;
import io.euge.video.Letterbox;
import io.euge.video.decode.VideoReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames as rows in a real Spark. */
class VideoSourceIT {
  @TempDir static Path folder;

  private static SparkSession spark;
  private static Path clip;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start(2);
    clip =
        new ClipWriter()
            .gop(10, 0)
            .size(98, 62)
            .rotation(90)
            .pixelAspectRatio(2, 1)
            .frames(25)
            .write(folder.resolve("a.mp4"));
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @AfterEach
  void nothingStaysOpen() throws InterruptedException {
    OpenResources.assertNone();
  }

  @Test
  void theImageIsSparkMlsStruct() {
    assertThat(read(Map.of()).schema().toDDL())
        .isEqualTo(
            "video STRING NOT NULL,camera STRING,frame BIGINT NOT NULL,seconds DOUBLE NOT NULL,time TIMESTAMP,"
                + "key BOOLEAN NOT NULL,width INT NOT NULL,height INT NOT NULL,"
                + "pixelAspectRatio DOUBLE NOT NULL,image STRUCT<origin: STRING, height: INT NOT NULL, width: INT NOT NULL,"
                + " nChannels: INT NOT NULL, mode: INT NOT NULL, data: BINARY NOT NULL> NOT NULL");
    assertThat(read(Map.of("image-format", "jpeg")).schema().apply("image").dataType().sql())
        .isEqualTo("BINARY");
  }

  @Test
  void everyFrameIsARowWithThePixelsOfTheReader() {
    List<Row> rows = read(Map.of()).orderBy("frame").collectAsList();
    assertThat(rows).hasSize(25);
    ByteBuffer rgb = ByteBuffer.allocateDirect(62 * 98 * 3);
    try (VideoReader video = VideoReader.open(clip, DecodeOptions.DEFAULT)) {
      for (Row row : rows) {
        assertThat(video.next()).isTrue();
        assertThat(row.getString(0)).isEqualTo("file:" + clip);
        assertThat(row.getLong(2)).isEqualTo(video.frame());
        assertThat(row.getDouble(3)).isEqualTo(video.seconds());
        assertThat(row.getBoolean(5)).isEqualTo(video.frame() % 10 == 0);
        assertThat(row.getInt(6)).isEqualTo(62);
        assertThat(row.getInt(7)).isEqualTo(98);
        assertThat(row.getDouble(8)).isEqualTo(0.5);
        Row image = row.getStruct(9);
        assertThat(image.getString(0)).isEqualTo("file:" + clip);
        assertThat(image.getInt(1)).isEqualTo(98);
        assertThat(image.getInt(2)).isEqualTo(62);
        assertThat(image.getInt(3)).isEqualTo(3);
        assertThat(image.getInt(4)).isEqualTo(16);
        video.letterbox(Letterbox.of(62, 98, 62, 98), rgb, 0);
        byte[] data = image.getAs("data");
        assertThat(data).hasSize(rgb.capacity());
        for (int i = 0; i < data.length; i += 3) {
          if (data[i] != rgb.get(i + 2)
              || data[i + 1] != rgb.get(i + 1)
              || data[i + 2] != rgb.get(i)) {
            throw new AssertionError("byte " + i + " of frame " + row.getLong(2));
          }
        }
      }
      assertThat(video.next()).isFalse();
    }
  }

  @Test
  void aJpegShowsAboutTheSamePicture() throws IOException {
    List<Row> jpegs =
        read(Map.of("image-format", "jpeg"))
            .select("frame", "image")
            .orderBy("frame")
            .collectAsList();
    List<Row> structs = read(Map.of()).select("image.data").orderBy("frame").collectAsList();
    assertThat(jpegs).hasSize(25);
    for (int i = 0; i < 25; i++) {
      byte[] file = jpegs.get(i).getAs(1);
      assertThat(distance(file, structs.get(i).getAs(0))).isLessThan(3);
    }
    byte[] small =
        read(Map.of("image-format", "jpeg", "jpeg-quality", "10"))
            .select("image")
            .where(col("frame").equalTo(0))
            .first()
            .getAs(0);
    assertThat(small.length).isLessThan(((byte[]) jpegs.get(0).getAs(1)).length);
  }

  /** Mean difference of the bytes. */
  private static double distance(byte[] jpeg, byte[] bgr) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
    assertThat(image.getWidth()).isEqualTo(62);
    assertThat(image.getHeight()).isEqualTo(98);
    long sum = 0;
    for (int i = 0; i < bgr.length; i++) {
      int rgb = image.getRGB((i / 3) % 62, i / (3 * 62));
      sum += Math.abs(((rgb >> (8 * (i % 3))) & 255) - (bgr[i] & 255));
    }
    return (double) sum / bgr.length;
  }

  @Test
  void samplingTakesTheSameFramesHoweverAVideoIsSplit() {
    for (String seconds : List.of("0", "0.4")) {
      assertThat(frames(Map.of("segment-seconds", seconds)))
          .containsExactlyElementsOf(LongStream.range(0, 25).boxed().toList());
      assertThat(frames(Map.of("segment-seconds", seconds, "every", "7")))
          .containsExactly(0L, 7L, 14L, 21L);
      assertThat(frames(Map.of("segment-seconds", seconds, "fps", "5")))
          .containsExactly(0L, 5L, 10L, 15L, 20L);
      assertThat(frames(Map.of("segment-seconds", seconds, "keyframes", "true")))
          .containsExactly(0L, 10L, 20L);
    }
  }

  @Test
  void aSplitVideoIsSeveralTasksAndGivesTheSameRows() {
    Dataset<Row> whole = read(Map.of("segment-seconds", "0"));
    Dataset<Row> split = read(Map.of("segment-seconds", "0.4"));
    assertThat(whole.javaRDD().getNumPartitions()).isEqualTo(1);
    assertThat(split.javaRDD().getNumPartitions()).isEqualTo(2);
    assertThat(digests(split)).isEqualTo(digests(whole)).hasSize(25);
  }

  @Test
  void whatCannotBeReadFailsByItsName() throws IOException {
    Path broken = folder.resolve("bad/x.mp4");
    Files.createDirectories(broken.getParent());
    Files.writeString(broken, "no video");
    Throwable failure =
        catchThrowable(() -> spark.read().format("video").load(broken.toString()).collectAsList());
    assertThat(failure).rootCause().isInstanceOf(EugeException.class);
    assertThat(failure).rootCause().hasMessageContaining(broken.toString());
  }

  private static List<Row> digests(Dataset<Row> frames) {
    return frames
        .selectExpr("frame", "seconds", "key", "width", "height", "md5(image.data)")
        .orderBy("frame")
        .collectAsList();
  }

  private static List<Long> frames(Map<String, String> options) {
    return read(options).select("frame").orderBy("frame").collectAsList().stream()
        .map(row -> row.getLong(0))
        .toList();
  }

  private static Dataset<Row> read(Map<String, String> options) {
    return spark.read().format("video").options(options).load(clip.toString());
  }
}
