package io.euge.video;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.euge.testing.ClipWriter;
import io.euge.testing.NoLeaks;
import io.euge.testing.Shared;
import io.euge.video.VideoException.Stage;
import io.euge.video.decode.VideoReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(NoLeaks.class)
class BadVideoTest {
  @TempDir Path folder;

  @Test
  void aMissingFileIsNamed() {
    VideoException e = refused(folder.resolve("none.mp4"));
    assertThat(e.stage()).isEqualTo(Stage.OPEN);
    assertThat(e).hasMessageContaining("There is no file").hasMessageContaining("none.mp4");
    assertThat(e.video()).endsWith("none.mp4");
    assertThat(e.seconds()).isNaN();
  }

  @Test
  void aDirectoryIsNotAVideo() {
    assertThat(refused(folder)).hasMessageContaining("is a directory");
  }

  @Test
  void anEmptyFileIsNotAVideo() throws IOException {
    Path file = Files.createFile(folder.resolve("empty.mp4"));
    assertThat(refused(file)).hasMessageContaining("is empty");
  }

  @Test
  void textIsNotAVideo() throws IOException {
    Path file = Files.writeString(folder.resolve("text.mp4"), "These are words.\n".repeat(300));
    VideoException e = refused(file);
    assertThat(e.stage()).isEqualTo(Stage.OPEN);
    assertThat(e).hasMessageContaining("text.mp4 is not a video in a format Euge reads");
  }

  @ParameterizedTest
  @CsvSource({"list.mp4", "list.m3u8"})
  void aPlaylistCannotReachAnotherFile(String name) throws IOException {
    Path other = clip("other.mp4");
    Path file =
        Files.writeString(
            folder.resolve(name),
            "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n" + other + "\n#EXT-X-ENDLIST\n");
    assertThat(refused(file)).hasMessageContaining("is not a video in a format Euge reads");
  }

  @Test
  void aConcatScriptCannotReachAnotherFile() throws IOException {
    clip("other.mp4");
    Path file =
        Files.writeString(folder.resolve("script.mp4"), "ffconcat version 1.0\nfile other.mp4\n");
    assertThat(refused(file)).hasMessageContaining("is not a video in a format Euge reads");
  }

  @Test
  void aFileNameIsNeverAnotherProtocol() throws IOException {
    Path other = clip("other.mp4");
    assertThat(refused(Path.of("concat:" + other))).hasMessageContaining("There is no file");
    Path odd = Files.copy(other, folder.resolve("concat:a|b %20 é.mp4"));
    assertThat(VideoReader.probe(odd).frames()).isEqualTo(25);
  }

  @Test
  void soundAloneIsNotAVideo() throws IOException {
    // The track of the clip says that it is sound.
    Path file = replace(clip("sound.mp4"), "vide", "soun", "vmhd", "smhd");
    VideoException e = refused(file);
    assertThat(e.stage()).isEqualTo(Stage.PROBE);
    assertThat(e).hasMessageContaining("has no video track");
  }

  @Test
  void anUnknownCodecIsNamed() throws IOException {
    Path file = new ClipWriter().codec("libopenh264", "yuv420p").write(folder.resolve("codec.mp4"));
    VideoException e = refused(replace(file, "avc1", "zq7x"));
    assertThat(e.stage()).isEqualTo(Stage.PROBE);
    assertThat(e).hasMessageContaining("zq7x").hasMessageContaining("convert the video");
  }

  @Test
  void aCodecThatIsNotAdmittedIsNamed() {
    Path file = new ClipWriter().codec("snow", "yuv420p").write(folder.resolve("snow.avi"));
    VideoException e = refused(file);
    assertThat(e.stage()).isEqualTo(Stage.PROBE);
    assertThat(e).hasMessageContaining("snow").hasMessageContaining("convert the video");
  }

  @Test
  void framesTooLargeAreRefusedBeforeTheyAreAllocated() throws IOException {
    Path file = new ClipWriter().codec("rawvideo", "yuv420p").write(folder.resolve("large.avi"));
    // Width 160 and height -120, that is from the top down, become 16384 each.
    String size = new String(new byte[] {(byte) 160, 0, 0, 0, (byte) 0x88, -1, -1, -1}, ISO_8859_1);
    String large = new String(new byte[] {0, 0x40, 0, 0, 0, (byte) 0xC0, -1, -1}, ISO_8859_1);
    VideoException e = refused(replace(file, size, large));
    assertThat(e.stage()).isEqualTo(Stage.PROBE);
    assertThat(e).hasMessageContaining("large.avi").hasMessageContaining("at most 67108864 pixels");
  }

  @Test
  void aTruncatedVideoEndsWithTheFramesDeclaredAndRead() throws IOException {
    byte[] whole = Files.readAllBytes(Shared.carDetection());
    Path file = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(whole, whole.length / 2));
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT)) {
      VideoException e = catchThrowableOfType(VideoException.class, () -> readAll(reader));
      assertThat(e.stage()).isEqualTo(Stage.DECODE);
      assertThat(e.getMessage())
          .matches(
              ".* is corrupt after frame 1\\d\\d \\(at 1\\d\\.\\d+ s\\): it is cut short; 2\\d\\d frames are lost");
      assertThat(e.seconds()).isBetween(5.0, 25.0);
      assertThat(catchThrowableOfType(VideoException.class, reader::next)).isSameAs(e);
    }
  }

  @Test
  void aVideoWhoseIndexIsMissingIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(clip("whole.mp4"));
    Path file = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(whole, whole.length / 2));
    assertThat(refused(file)).hasMessageContaining("index is corrupt");
  }

  @Test
  void aTruncatedMatroskaFileIsNotTakenForWhole() throws IOException {
    byte[] whole = Files.readAllBytes(clip("whole.mkv"));
    Path file = Files.write(folder.resolve("cut.mkv"), Arrays.copyOf(whole, whole.length / 2));
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT)) {
      VideoException e = catchThrowableOfType(VideoException.class, () -> readAll(reader));
      assertThat(e).hasMessageContaining("is cut short");
      assertThat(e.seconds()).isBetween(0.1, 0.9);
    }
  }

  @Test
  void damageInTheMiddleIsNotPassedOver() throws IOException {
    byte[] bytes = Files.readAllBytes(Shared.highway());
    int middle = bytes.length / 2;
    Arrays.fill(bytes, middle, middle + 20_000, (byte) 0xFF);
    Path file = Files.write(folder.resolve("corrupt.mp4"), bytes);
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT)) {
      VideoException e = catchThrowableOfType(VideoException.class, () -> readAll(reader));
      assertThat(e.stage()).isEqualTo(Stage.DECODE);
      assertThat(e.seconds()).isBetween(0.5, 8.5);
      assertThat(e).hasMessageContaining("corrupt after frame");
    }
  }

  @Test
  void anErrorCrossesSpark() throws Exception {
    VideoException e = refused(folder.resolve("none.mp4"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(e);
      out.writeObject(Segment.whole());
      out.writeObject(DecodeOptions.DEFAULT);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      VideoException copy = (VideoException) in.readObject();
      assertThat(copy).hasMessage(e.getMessage());
      assertThat(copy.stage()).isEqualTo(e.stage());
      assertThat(copy.video()).isEqualTo(e.video());
      assertThat(copy.seconds()).isNaN();
      assertThat(((Segment) in.readObject()).isWhole()).isTrue();
      assertThat(in.readObject()).isEqualTo(DecodeOptions.DEFAULT);
    }
  }

  private static void readAll(VideoReader reader) {
    long frames = 0;
    while (reader.next()) {
      assertThat(reader.frame()).isEqualTo(frames++);
    }
  }

  private static VideoException refused(Path file) {
    return catchThrowableOfType(
        VideoException.class, () -> VideoReader.open(file, DecodeOptions.DEFAULT));
  }

  private Path clip(String name) {
    return new ClipWriter().write(folder.resolve(name));
  }

  private static Path replace(Path file, String... words) throws IOException {
    String content = Files.readString(file, ISO_8859_1);
    for (int i = 0; i < words.length; i += 2) {
      assertThat(content).contains(words[i]);
      content = content.replace(words[i], words[i + 1]);
    }
    return Files.writeString(file, content, ISO_8859_1);
  }
}
