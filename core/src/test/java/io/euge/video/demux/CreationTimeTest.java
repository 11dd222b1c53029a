package io.euge.video.demux;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.ClipWriter;
import io.euge.testing.NoLeaks;
import io.euge.video.RecordingTime;
import io.euge.video.decode.VideoReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLeaks.class)
class CreationTimeTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "a.mp4, 2026-01-31T22:59:59.5Z, 2026-01-31T22:59:59Z",
    "a.mov, 2026-01-31T22:59:59Z, 2026-01-31T22:59:59Z",
    "a.mkv, 2026-01-31T22:59:59.123456Z, 2026-01-31T22:59:59.123456Z",
    "a.mp4, 2038-01-19T03:14:08Z, 2038-01-19T03:14:08Z",
  })
  void isWhatTheContainerDeclaresInItsOwnPrecision(String name, String written, String read) {
    assertThat(created(name, "creation_time", written)).isEqualTo(RecordingTime.parse(read));
  }

  @Test
  void quickTimesOwnEntryHasTheOffset() {
    assertThat(created("a.mov", "com.apple.quicktime.creationdate", "2026-01-31T23:59:59+0100"))
        .isEqualTo(RecordingTime.parse("2026-01-31T23:59:59+01:00"));
  }

  @Test
  void aviHasATimeWithoutAnOffset() throws IOException {
    Path file = new ClipWriter().write(folder.resolve("a.avi"));
    byte[] bytes = Files.readAllBytes(file);
    // The padding in the header becomes the entry, and padding after it.
    int junk = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("JUNK");
    byte[] text = "SAT JAN 31 23:59:59 2026\n\0".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer header = ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    int size = header.getInt(junk + 4);
    header.put(junk, "IDIT".getBytes(StandardCharsets.US_ASCII)).putInt(junk + 4, text.length);
    header
        .put(junk + 8, text)
        .put(junk + 8 + text.length, "JUNK".getBytes(StandardCharsets.US_ASCII));
    header.putInt(junk + 12 + text.length, size - text.length - 8);
    Files.write(file, bytes);
    assertThat(VideoReader.probe(file).created())
        .isEqualTo(RecordingTime.parse("2026-01-31T23:59:59"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.mp4", "a.mkv", "a.ts", "a.avi"})
  void isUnknownWhereNothingIsDeclared(String name) {
    assertThat(VideoReader.probe(new ClipWriter().write(folder.resolve(name))).created()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "a.mp4, 1970-01-01T00:00:00Z",
    "a.mp4, 1904-01-01T00:00:00Z",
    "a.mov, 1970-01-01T00:03:12Z",
    "a.mkv, 2001-01-01T00:00:00Z",
    "a.mkv, 1970-01-01T00:00:00Z",
  })
  void aClockThatWasNotSetHasNoTime(String name, String zero) {
    assertThat(created(name, "creation_time", zero)).isNull();
  }

  @Test
  void textWithoutATimeHasNoTime() {
    assertThat(created("a.mov", "com.apple.quicktime.creationdate", "last summer")).isNull();
  }

  private RecordingTime created(String name, String key, String value) {
    Path file = new ClipWriter().metadata(key, value).write(folder.resolve(name));
    return VideoReader.probe(file).created();
  }
}
