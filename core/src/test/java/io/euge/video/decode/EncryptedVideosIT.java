package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.BundledFfmpeg;
import io.euge.testing.FfmpegProgram;
import io.euge.testing.NoLeaks;
import io.euge.video.DecodeOptions;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoSource;
import io.euge.video.decode.RawFrames.Raw;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Videos of which all or some frames are encrypted. */
@ExtendWith(NoLeaks.class)
class EncryptedVideosIT {
  private static final DecodeOptions TOLERANT = DecodeOptions.DEFAULT.withTolerance(true);
  private static final String PICTURE = "-f lavfi -i testsrc2=size=96x64:rate=25:duration=3 -c:v ";
  private static final String KEY =
      " -c copy -encryption_scheme cenc-aes-ctr -encryption_key 00112233445566778899aabbccddeeff"
          + " -encryption_kid 112233445566778899aabbccddeeff00 ";
  private static final String FRAGMENTS = "-movflags frag_keyframe+empty_moov+default_base_moof ";

  private static final String TRACKS = "\u0016T\u00aek";

  @TempDir Path folder;

  @BeforeAll
  static void theProgramIsThere() {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    "libx264, '', cenc",
    "libx264, '', cbcs",
    "libx265 -x265-params log-level=none, '', cenc",
    "libx264, fragments, cenc",
    "mpeg4, '', cenc", // Its size is in its encrypted headers only.
    "libx264, fragments, cbcs",
  })
  void anEncryptedVideoSaysSo(String codec, String form, String scheme) throws Exception {
    Path clear = clear(codec);
    byte[] bytes = Files.readAllBytes(encrypted(clear, form.isEmpty() ? "" : FRAGMENTS));
    int at = find(bytes, "schm");
    // The demuxer does not look into what is encrypted: the scheme is its name alone.
    System.arraycopy(scheme.getBytes(StandardCharsets.US_ASCII), 0, bytes, at + 8, 4);
    assertRefused(Files.write(folder.resolve("encrypted.mp4"), bytes));
  }

  @Test
  void anEncryptedWebmSaysSo() throws Exception {
    Path clip = folder.resolve("clip.webm");
    FfmpegProgram.make(clip, PICTURE + "libvpx -b:v 200k -live 1");
    assertRefused(Files.write(clip, withKey(Files.readAllBytes(clip))));
  }

  /** A clear fragment, as streams begin for quick starts, then those of the encrypted file. */
  @ParameterizedTest
  @CsvSource({"libx264", "libx265 -x265-params log-level=none"})
  void aVideoThatIsEncryptedFromAFrameOnSaysWhere(String codec) throws Exception {
    Path clear = clear(codec);
    Path part = folder.resolve("part.mp4");
    List<byte[]> open =
        fragments(BundledFfmpeg.make(part, "-i " + clear + " -c copy " + FRAGMENTS));
    List<byte[]> closed = fragments(encrypted(clear, FRAGMENTS));
    assertThat(closed).hasSameSizeAs(open).hasSize(4);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(withClearDescription(closed.get(0), open.get(0)));
    bytes.write(ofSecondDescription(open.get(1)));
    bytes.write(closed.get(2));
    bytes.write(closed.get(3));
    Path file = Files.write(folder.resolve("lead.mp4"), bytes.toByteArray());
    List<Raw> whole = new RawFrames(VideoSource.of(clear), 100).read(Segment.whole(), TOLERANT);
    List<Raw> frames =
        EveryReading.checkAgreement(
            file, 100, "it is encrypted from frame 25 on (Common Encryption, CENC); decrypt it");
    assertThat(frames).isEqualTo(whole.subList(0, 25));
    RawFrames read = new RawFrames(VideoSource.of(file), 100);
    assertThat(read.read(Segment.whole(), TOLERANT)).isEqualTo(frames);
    assertThat(read.damage())
        .singleElement()
        .asString()
        .contains("cannot be decoded after frame 24 (at 0.960 s)", "; 50 frames are lost");
    assertThat(read.damage()).extracting(VideoException::code).containsExactly(Code.UNSUPPORTED);
    assertThatThrownBy(() -> read.read(Segment.whole(), DecodeOptions.DEFAULT))
        .isInstanceOf(VideoException.class)
        .hasMessageContaining("cannot be decoded after frame 24")
        .hasMessageContaining("is encrypted from frame 25 on");
  }

  private static void assertRefused(Path file) {
    assertThatThrownBy(() -> VideoReader.open(file, TOLERANT))
        .isInstanceOf(VideoException.class)
        .hasMessage(
            "%s is encrypted (Common Encryption, CENC); decrypt it and read the result", file)
        .extracting(e -> ((VideoException) e).code())
        .isEqualTo(Code.UNSUPPORTED);
  }

  private Path clear(String codec) throws Exception {
    return FfmpegProgram.make(folder.resolve("clear.mp4"), PICTURE + codec + " -g 25 -bf 0");
  }

  private Path encrypted(Path clear, String options) throws Exception {
    return BundledFfmpeg.make(folder.resolve("part.mp4"), "-i " + clear + KEY + options);
  }

  /** Returns what comes before the first fragment, and the fragments. */
  private static List<byte[]> fragments(Path file) throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    List<byte[]> parts = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < bytes.limit(); at += bytes.getInt(at)) {
      if (bytes.getInt(at + 4)
          == ByteBuffer.wrap("moof".getBytes(StandardCharsets.US_ASCII)).getInt()) {
        parts.add(slice(bytes, start, at));
        start = at;
      }
    }
    parts.add(slice(bytes, start, bytes.limit()));
    return parts;
  }

  /** Adds the description of clear samples behind that of encrypted ones. */
  private static byte[] withClearDescription(byte[] closed, byte[] open) {
    int from = find(open, "stsd") - 4;
    ByteBuffer clear = ByteBuffer.wrap(open);
    byte[] entry = slice(clear, from + 16, from + clear.getInt(from));
    ByteBuffer header = ByteBuffer.wrap(closed);
    int at = find(closed, "stsd") - 4;
    int end = at + header.getInt(at);
    header.putInt(at + 12, 2);
    for (String box : List.of("moov", "trak", "mdia", "minf", "stbl", "stsd")) {
      int size = find(closed, box) - 4;
      header.putInt(size, header.getInt(size) + entry.length);
    }
    return insert(closed, end, entry);
  }

  /** Puts the number of the description where a size is that no sample needs. */
  private static byte[] ofSecondDescription(byte[] fragment) {
    ByteBuffer bytes = ByteBuffer.wrap(fragment);
    int flags = find(fragment, "tfhd") + 4;
    assertThat(bytes.getInt(flags) & 0x3b).isEqualTo(0x38);
    bytes.putInt(flags, (bytes.getInt(flags) & ~0x10) | 2);
    bytes.putInt(flags + 12, bytes.getInt(flags + 8));
    bytes.putInt(flags + 8, 2);
    return fragment;
  }

  private static byte[] insert(byte[] bytes, int at, byte[] more) {
    return ByteBuffer.allocate(bytes.length + more.length)
        .put(bytes, 0, at)
        .put(more)
        .put(bytes, at, bytes.length - at)
        .array();
  }

  private static byte[] slice(ByteBuffer bytes, int from, int to) {
    byte[] part = new byte[to - from];
    bytes.get(from, part);
    return part;
  }

  private static int find(byte[] bytes, String word) {
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(word);
    assertThat(at).as(word).isNotNegative();
    return at;
  }

  /** Adds to the only track that its frames are encrypted (RFC 9559, 5.1.4.1.31). */
  private static byte[] withKey(byte[] bytes) {
    byte[] encodings =
        HexFormat.of()
            .parseHex(
                "6d80a1" // ContentEncodings
                    + "62409e" // ContentEncoding
                    + "503381015035" // of the type encryption
                    + "97" // ContentEncryption
                    + "47e18105" // AES
                    + "47e290" // the key's name
                    + "112233445566778899aabbccddeeff00");
    int named = find(bytes, TRACKS);
    int tracks = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(TRACKS, named + 1);
    int track = tracks + 5;
    assertThat(bytes[track]).isEqualTo((byte) 0xAE);
    bytes[track - 1] += (byte) encodings.length; // A length of one byte, the next one has eight.
    bytes[track + 8] += (byte) encodings.length;
    return insert(bytes, track + 9 + bytes[track + 8] - encodings.length, encodings);
  }
}
