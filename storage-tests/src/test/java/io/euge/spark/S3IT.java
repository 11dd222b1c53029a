package io.euge.spark;

import static org.apache.hadoop.fs.statistics.IOStatisticsSupport.snapshotIOStatistics;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.EugeException;
import io.euge.spark.storage.HadoopVideoSource;
import io.euge.testing.FfmpegProgram;
import io.euge.testing.Frames;
import io.euge.testing.LongVideo;
import io.euge.testing.MeasuredSource;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.decode.VideoReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.statistics.IOStatistics;
import org.apache.hadoop.fs.statistics.IOStatisticsSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests videos in S3, read through S3A. */
class S3IT extends StorageContract {
  private S3Server server;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    server = S3Server.inMemory(folder.resolve("s3"));
  }

  @AfterAll
  void stop() throws InterruptedException {
    if (server != null) {
      server.close();
    }
  }

  @Override
  String put(Path file, String name) throws IOException {
    server.put(file, name);
    return path(name);
  }

  @Override
  String path(String name) {
    return "s3a://" + S3Server.BUCKET + "/" + name;
  }

  @Override
  Map<String, String> settings() {
    return server.settings();
  }

  @Test
  void wrongCredentialsAreNamed() throws IOException {
    String path = put(Files.writeString(folder.resolve("a.mp4"), "a"), "secret/a.mp4");
    Configuration wrong = configuration();
    wrong.set("fs.s3a.secret.key", "guessed");
    wrong.setBoolean("fs.s3a.impl.disable.cache", true);
    VideoException e =
        catchThrowableOfType(VideoException.class, () -> open(new HadoopVideoSource(path, wrong)));
    assertThat(e.code()).isEqualTo(Code.UNREADABLE);
    assertThat(e)
        .hasMessageStartingWith(
            path + " may not be read; check its permissions and the credentials");
  }

  @Test
  void noCredentialsAreNamed() throws IOException {
    String path = put(Files.writeString(folder.resolve("b.mp4"), "b"), "secret/b.mp4");
    Configuration none = configuration();
    none.unset("fs.s3a.access.key");
    none.unset("fs.s3a.secret.key");
    none.set(
        "fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
    none.setBoolean("fs.s3a.impl.disable.cache", true);
    EugeException e =
        catchThrowableOfType(EugeException.class, () -> open(new HadoopVideoSource(path, none)));
    assertThat(e)
        .as("no fault of the video")
        .isNotInstanceOf(VideoException.class)
        .hasMessageStartingWith("The storage of " + path + " did not accept the credentials");
  }

  @Test
  void aBucketThatIsNotThereIsNamed() {
    EugeException e =
        catchThrowableOfType(EugeException.class, () -> open(video("s3a://nowhere/a.mp4")));
    assertThat(e).hasMessageContaining("s3a://nowhere/a.mp4");
  }

  @ParameterizedTest
  @CsvSource({"front.mp4, -movflags +faststart", "back.mp4, ''"})
  void aPartOfALongVideoIsASmallPartOfItsBytes(String name, String options) throws Exception {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
    Path file = LongVideo.write(folder.resolve(name), 30, options);
    String path = put(file, "long/" + name);
    IOStatistics before = snapshotIOStatistics(statistics(path));
    MeasuredSource source = new MeasuredSource(video(path));
    try (VideoReader reader = open(source)) {
      assertThat(Frames.of(reader, 100)).hasSize(100);
    }
    IOStatistics after = statistics(path);
    long given = counted("stream_read_total_bytes", before, after);
    long fetched = Math.max(given, counted("stream_read_prefetched_bytes", before, after));
    System.out.printf(
        "%s: 100 frames of 11310: asked for %.2f MB in %d pieces, S3A fetched %.2f MB of %.0f MB"
            + " in %d requests%n",
        name,
        source.bytes() / 1e6,
        source.requests(),
        fetched / 1e6,
        Files.size(file) / 1e6,
        counted("action_http_get_request", before, after));
    assertThat(given).isEqualTo(source.bytes());
    assertThat((double) fetched).isLessThan(0.1 * Files.size(file));
    assertThat(counted("action_http_head_request", before, after)).isEqualTo(1);
  }

  private IOStatistics statistics(String path) throws IOException {
    FileSystem files = new org.apache.hadoop.fs.Path(path).getFileSystem(configuration());
    return ((IOStatisticsSource) files).getIOStatistics();
  }

  private static long counted(String what, IOStatistics before, IOStatistics after) {
    return after.counters().getOrDefault(what, 0L) - before.counters().getOrDefault(what, 0L);
  }
}
