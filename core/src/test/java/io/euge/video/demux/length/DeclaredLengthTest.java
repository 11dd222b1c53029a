package io.euge.video.demux.length;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.ClipWriter;
import io.euge.testing.NoLeaks;
import io.euge.video.DecodeOptions;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoSource;
import io.euge.video.decode.VideoReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLeaks.class)
class DeclaredLengthTest {
  private static final DecodeOptions TOLERANT = DecodeOptions.DEFAULT.withTolerance(true);
  private static final int FRAMES = 25;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"avi, avi, mpeg4", "asf, asf, wmv2", "mkv, 'matroska,webm', mpeg4"})
  void aCutAnywhereIsNoticed(String ending, String demuxer, String codec) throws IOException {
    byte[] whole = clip(ending, codec);
    assertThat(missing(demuxer, whole)).isZero();
    assertThat(frames(ending, whole)).isEqualTo(FRAMES);
    int packets = whole.length - (ending.equals("avi") ? 8 + (FRAMES + 1) * 16 : 0);
    int start = Math.max(whole.length / 2, new String(whole, ISO_8859_1).indexOf("movi") + 64);
    for (int cut = start; cut < packets - 64; cut += 97) {
      byte[] some = Arrays.copyOf(whole, cut);
      assertThat(missing(demuxer, some)).as("cut at %d", cut).isPositive();
    }
    for (int i = 5; i < 10; i++) {
      assertThat(frames(ending, Arrays.copyOf(whole, start + (packets - start) * (i - 5) / 5)))
          .isNegative();
    }
  }

  @Test
  void anIndexThatIsMissingIsNoLoss() throws IOException {
    byte[] whole = clip("avi", "mpeg4");
    byte[] some = Arrays.copyOf(whole, whole.length - 8 - 5 * 16);
    assertThat(missing("avi", some)).isZero();
    assertThat(frames("avi", some)).isEqualTo(FRAMES);
  }

  /** A recorder that lost its power. */
  @ParameterizedTest
  @ValueSource(ints = {0, 4, -1, Integer.MAX_VALUE})
  void aLengthThatWasNeverWrittenIsUnknown(int size) throws IOException {
    byte[] whole = clip("avi", "mpeg4");
    byte[] some = Arrays.copyOf(whole, whole.length - 1000);
    assertThat(missing("avi", some)).isPositive();
    int list = new String(some, ISO_8859_1).indexOf("movi");
    ByteBuffer.wrap(some).order(LITTLE_ENDIAN).putInt(4, size).putInt(list - 4, size);
    assertThat(missing("avi", some)).isZero();
    // The length of the file alone does not count: some writers have a wrong one.
    ByteBuffer.wrap(whole).order(LITTLE_ENDIAN).putInt(4, size);
    assertThat(missing("avi", whole)).isZero();
    ByteBuffer.wrap(whole).order(LITTLE_ENDIAN).putInt(4, whole.length);
    assertThat(missing("avi", whole)).isZero();
  }

  @Test
  void eachPartOfALargeAviCounts() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4096).order(LITTLE_ENDIAN);
    part(bytes, "AVI ", 1000);
    part(bytes, "AVIX", 601);
    int last = bytes.position();
    part(bytes, "AVIX", 400);
    byte[] whole = Arrays.copyOf(bytes.array(), bytes.position());
    assertThat(missing("avi", whole)).isZero();
    assertThat(missing("avi", Arrays.copyOf(whole, whole.length - 100))).isEqualTo(100);
    assertThat(missing("avi", Arrays.copyOf(whole, last - 300))).isEqualTo(299);
  }

  private static void part(ByteBuffer bytes, String type, int content) {
    int padding = content & 1;
    bytes.put("RIFF".getBytes(ISO_8859_1)).putInt(4 + 12 + content + padding);
    bytes.put(type.getBytes(ISO_8859_1));
    bytes.put("LIST".getBytes(ISO_8859_1)).putInt(4 + content);
    bytes.put("movi".getBytes(ISO_8859_1)).position(bytes.position() + content + padding);
  }

  @Test
  void theLengthsOfALiveRecordingDoNotCount() throws IOException {
    byte[] whole = clip("asf", "wmv2");
    byte[] some = Arrays.copyOf(whole, whole.length * 3 / 4);
    assertThat(missing("asf", some)).isPositive();
    byte[] properties = {(byte) 0xA1, (byte) 0xDC, (byte) 0xAB, (byte) 0x8C};
    int at = new String(some, ISO_8859_1).indexOf(new String(properties, ISO_8859_1));
    some[at + 88] |= 1;
    assertThat(missing("asf", some)).isZero();
  }

  private byte[] clip(String ending, String codec) throws IOException {
    Path file = folder.resolve("clip." + ending);
    new ClipWriter().frames(FRAMES).gop(10, 0).codec(codec, "yuv420p").write(file);
    return Files.readAllBytes(file);
  }

  /** Returns the number of frames that are read; -1 if the video is said to be truncated. */
  private int frames(String ending, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("some." + ending), bytes);
    try (VideoReader reader = VideoReader.open(file, TOLERANT)) {
      int frames = 0;
      while (reader.next()) {
        frames++;
      }
      if (reader.damage().isEmpty()) {
        return frames;
      }
      assertThat(reader.damage()).extracting(VideoException::code).contains(Code.TRUNCATED);
      return -1;
    }
  }

  private long missing(String demuxer, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("some"), bytes);
    try (var content = VideoSource.of(file).open()) {
      return DeclaredLength.missing(demuxer, content);
    }
  }
}
