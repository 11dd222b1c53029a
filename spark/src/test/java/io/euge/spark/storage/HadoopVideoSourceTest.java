package io.euge.spark.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.euge.EugeException;
import io.euge.spark.FakeStore;
import io.euge.spark.recording.Recording;
import io.euge.testing.ClipWriter;
import io.euge.testing.Frames;
import io.euge.testing.NoLeaks;
import io.euge.video.DecodeOptions;
import io.euge.video.Segment;
import io.euge.video.VideoBytes;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.decode.VideoReader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.util.VersionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLeaks.class)
class HadoopVideoSourceTest {
  private static final Configuration HADOOP = FakeStore.configuration();

  @TempDir Path folder;

  @Test
  void aLocalFileIsReadWithoutHadoop() {
    assertThat(video("file:/a/b%20c.mp4").file()).contains(Path.of("/a/b%20c.mp4"));
    assertThat(video("/a/b.mp4").file()).contains(Path.of("/a/b.mp4"));
    assertThat(video("hdfs://host/a/b.mp4").file()).isEmpty();
    assertThat(video("file:/a/b.mp4").name()).isEqualTo("file:/a/b.mp4");
  }

  @Test
  void aPathWithoutSchemeIsOfTheDefaultFileSystem() {
    Configuration hadoop = new Configuration(HADOOP);
    hadoop.set("fs.defaultFS", "hdfs://host");
    assertThat(new HadoopVideoSource("/a/b.mp4", hadoop).file()).isEmpty();
  }

  @Test
  void framesAreThoseOfTheFile() {
    Path file = new ClipWriter().write(folder.resolve("clip.mp4"));
    try (VideoReader local = open(video(file.toString()));
        VideoReader stored = open(video("fake:" + file))) {
      assertThat(Frames.of(stored)).hasSize(25).isEqualTo(Frames.of(local));
    }
  }

  @Test
  void bytesAreReadAtAnyPositionIntoAnyBuffer() throws Exception {
    Path file = Files.write(folder.resolve("a.mp4"), new byte[] {0, 1, 2, 3, 4, 5});
    try (VideoBytes bytes = video("fake:" + file).open()) {
      assertThat(bytes.length()).isEqualTo(6);
      for (ByteBuffer target : List.of(ByteBuffer.allocate(4), ByteBuffer.allocateDirect(4))) {
        target.position(1);
        assertThat(bytes.read(2, target)).isEqualTo(3);
        assertThat(target.position()).isEqualTo(4);
        assertThat(target.get(1)).isEqualTo((byte) 2);
        assertThat(bytes.read(6, target.rewind())).isEqualTo(-1);
        assertThat(bytes.read(0, target)).isEqualTo(4);
        assertThat(target.get(0)).isZero();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none.mp4   | MISSING    | There is no file fake:/x/none.mp4; check the path",
        "secret.mp4 | UNREADABLE | fake:/x/secret.mp4 may not be read; check its permissions and"
            + " the credentials of its storage (user bob has no right)",
        "broken.mp4 | UNREADABLE | Cannot read fake:/x/broken.mp4: the key of the file is lost;"
            + " check the path and that its storage can be reached",
      })
  void whatKeepsAVideoFromBeingReadIsOneSentence(String name, Code code, String sentence) {
    VideoException e =
        catchThrowableOfType(VideoException.class, () -> open(video("fake:/x/" + name)));
    assertThat(e).hasMessage(sentence);
    assertThat(e.code()).isEqualTo(code);
    assertThat(e.video()).isEqualTo("fake:/x/" + name);
  }

  @Test
  void aStorageThatCannotBeReachedIsNoFaultOfTheVideo() {
    EugeException e =
        catchThrowableOfType(EugeException.class, () -> open(video("fake:/x/offline.mp4")));
    assertThat(e)
        .isNotInstanceOf(VideoException.class)
        .hasMessage(
            "The storage of fake:/x/offline.mp4 cannot be reached (gave up): check the network "
                + "and the storage, then start again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:", "fake:"})
  void aFileThatHasChangedSinceItWasListedIsNotRead(String scheme) throws Exception {
    Path file = new ClipWriter().write(folder.resolve("clip.mp4"));
    String name = scheme + file;
    long bytes = Files.size(file);
    long time = Files.getLastModifiedTime(file).toMillis();
    open(listed(name, bytes, time)).close();
    open(listed(name, Recording.UNKNOWN_SIZE, Recording.UNKNOWN_TIME)).close();
    for (HadoopVideoSource other :
        List.of(listed(name, bytes - 1, time), listed(name, bytes, time - 1000))) {
      VideoException e = catchThrowableOfType(VideoException.class, () -> open(other));
      assertThat(e.code()).isEqualTo(Code.CHANGED);
      assertThat(e).hasMessageStartingWith("Cannot read " + name + ": it has changed since it");
    }
    HadoopVideoSource withoutTime = listed(name, bytes + 1, Recording.UNKNOWN_TIME);
    assertThat(catchThrowableOfType(VideoException.class, () -> open(withoutTime)))
        .hasMessageContaining("listed, its size from %,d to %,d bytes; read", bytes + 1, bytes);
    HadoopVideoSource withoutSize = listed(name, Recording.UNKNOWN_SIZE, 0);
    assertThat(catchThrowableOfType(VideoException.class, () -> open(withoutSize)))
        .hasMessageContaining("listed, its time from 1970-01-01T00:00:00Z to ");
  }

  private static HadoopVideoSource listed(String name, long bytes, long modified) {
    return new HadoopVideoSource(name, HADOOP, new Recording(name, "", null, bytes, modified));
  }

  @Test
  void aStorageThatFailsWhileAVideoIsReadIsNoFaultOfTheVideo() {
    Path file = new ClipWriter().write(folder.resolve("reset.mp4"));
    EugeException e = catchThrowableOfType(EugeException.class, () -> open(video("fake:" + file)));
    assertThat(e)
        .isNotInstanceOf(VideoException.class)
        .hasMessageStartingWith(
            "The storage of fake:" + file + " cannot be reached (reset by peer)");
  }

  @Test
  void aDirectoryIsNotAVideo() {
    VideoException e =
        catchThrowableOfType(VideoException.class, () -> open(video("fake:" + folder)));
    assertThat(e).hasMessageContaining("is a directory");
  }

  @ParameterizedTest
  @CsvSource({
    "s3a://bucket/a.mp4, org.apache.hadoop:hadoop-aws:",
    "abfss://c@a.dfs.core.windows.net/a.mp4, org.apache.hadoop:hadoop-azure:",
    "gs://bucket/a.mp4, org.apache.hadoop:hadoop-gcp:",
  })
  void aMissingLibraryIsNamedWithItsCoordinates(String path, String library) {
    assertThat(refused(path))
        .isEqualTo(
            "Cannot read %s: Spark has no library for %s:; add %s, with --packages to spark-submit or its jars in EUGE_CLASSPATH to ./euge"
                .formatted(
                    path,
                    path.substring(0, path.indexOf(':')),
                    library + VersionInfo.getVersion()));
  }

  @Test
  void aSchemeThatNobodyHasIsNamed() {
    assertThat(refused("nosuch://x/a.mp4")).contains("Spark has no library for nosuch:");
    assertThat(refused("s3://x/a.mp4")).endsWith("write s3a: in its place");
  }

  /** A cluster without a library is no fault of the video: never a {@link VideoException}. */
  private static String refused(String path) {
    EugeException reading = catchThrowableOfType(EugeException.class, () -> open(video(path)));
    assertThat(reading).isNotInstanceOf(VideoException.class);
    EugeException listing =
        catchThrowableOfType(EugeException.class, () -> new VideoFiles(HADOOP).list(List.of(path)));
    assertThat(listing).hasMessage(reading.getMessage());
    return reading.getMessage();
  }

  private static VideoReader open(HadoopVideoSource video) {
    return VideoReader.open(video, Segment.whole(), DecodeOptions.DEFAULT);
  }

  private static HadoopVideoSource video(String name) {
    return new HadoopVideoSource(name, HADOOP);
  }
}
