package io.euge.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.Shared;
import io.euge.testing.ShortJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the program as a user starts it, with videos and tables in S3. */
class S3LauncherIT {
  private static final Path EUGE = Path.of(System.getProperty("euge.home", ".."), "euge");
  private static final String LIBRARY = System.getProperty("euge.s3a") + "/*";

  @TempDir Path folder;
  private S3Server server;

  @BeforeEach
  void start() throws Exception {
    server = S3Server.inMemory(folder.resolve("s3"));
    server.put(Shared.highway(), "in/clip.mp4");
  }

  @AfterEach
  void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void readsFromS3TheRowsOfTheLocalFile() throws Exception {
    String local = folder.resolve("local").toString();
    assertThat(detect("", Shared.highway().toString(), local).exit).isZero();
    String found = folder.resolve("found").toString();
    Said said = detect(LIBRARY, video(), found);
    assertThat(said.err).isEmpty();
    assertThat(said.exit).isZero();
    assertThat(said.out)
        .containsPattern("^[\\d,]+ detections in 27 frames of 1 video\n")
        .containsPattern("\nread [\\d.]+ [KM]iB\n");
    try (SparkSession spark = spark()) {
      List<Row> rows = rows(spark, local);
      assertThat(rows).hasSize(27);
      assertThat(rows(spark, found)).isEqualTo(rows);
      assertThat(spark.read().parquet(found).select("video").distinct().collectAsList())
          .containsExactly(RowFactory.create(video()));
    }
  }

  @Test
  void writesToS3ATableThatIsWholeAndAlone() throws Exception {
    String table = "s3a://" + S3Server.BUCKET + "/out/found";
    Said said = detect(LIBRARY, video(), table);
    assertThat(said.err).isEmpty();
    assertThat(said.out).contains("written to " + table);
    assertThat(objects("out")).hasSize(2).allMatch(path -> path.startsWith(table + "/"));
    Said over = detect(LIBRARY, video(), table, "--overwrite");
    assertThat(over.err).isEmpty();
    assertThat(objects("out")).hasSize(2).allMatch(path -> path.startsWith(table + "/"));
    try (SparkSession spark = spark()) {
      assertThat(rows(spark, table)).hasSize(27);
    }
  }

  @Test
  void withoutTheLibrarySaysHowToAddIt() throws Exception {
    Said said = detect("", video(), folder.resolve("found").toString());
    assertThat(said.exit).isEqualTo(1);
    assertThat(said.err)
        .hasLineCount(1)
        .contains(video())
        .contains("org.apache.hadoop:hadoop-aws:")
        .contains("EUGE_CLASSPATH");
  }

  private static String video() {
    return "s3a://" + S3Server.BUCKET + "/in/clip.mp4";
  }

  private List<String> objects(String below) throws Exception {
    Configuration hadoop = new Configuration();
    server.settings().forEach(hadoop::set);
    List<String> objects = new ArrayList<>();
    org.apache.hadoop.fs.Path path =
        new org.apache.hadoop.fs.Path("s3a://" + S3Server.BUCKET + "/" + below);
    try (FileSystem files = FileSystem.newInstance(path.toUri(), hadoop)) {
      RemoteIterator<LocatedFileStatus> all = files.listFiles(path, true);
      while (all.hasNext()) {
        objects.add(all.next().getPath().toString());
      }
    }
    return objects;
  }

  /**
   * Returns the rows without the columns for the location of the video and the time of its upload.
   */
  private static List<Row> rows(SparkSession spark, String table) {
    return spark
        .read()
        .parquet(table)
        .select("*", "provenance.*")
        .drop("video", "camera", "provenance", "videoModified")
        .orderBy("frame")
        .collectAsList();
  }

  private SparkSession spark() {
    SparkSession.Builder session =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1");
    server.settings().forEach((key, value) -> session.config("spark.hadoop." + key, value));
    return session.getOrCreate();
  }

  private record Said(int exit, String out, String err) {}

  private Said detect(String classPath, String video, String output, String... more)
      throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(EUGE.toAbsolutePath().toString(), "detect", video, "--output", output));
    command.addAll(List.of("--model", Shared.model("yolo-fastest-1.1.cfg").toString()));
    command.addAll(List.of("--every", "10"));
    command.addAll(List.of(more));
    server
        .settings()
        .forEach(
            (key, value) -> command.addAll(List.of("--conf", "spark.hadoop." + key + "=" + value)));
    Path said = Files.createTempDirectory(folder, "said");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(said.resolve("out").toFile())
            .redirectError(said.resolve("err").toFile());
    builder.environment().put("EUGE_CLASSPATH", classPath);
    builder.environment().put("EUGE_CLASS_ARCHIVE", "0");
    builder.environment().put("EUGE_JAVA_OPTIONS", ShortJvm.OPTIONS);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Said(
        process.exitValue(),
        Files.readString(said.resolve("out")),
        Files.readString(said.resolve("err")));
  }
}
