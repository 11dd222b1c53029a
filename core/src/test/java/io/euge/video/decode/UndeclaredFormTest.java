package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.ClipWriter;
import io.euge.testing.NoLeaks;
import io.euge.video.DecodeOptions;
import io.euge.video.Sampling;
import io.euge.video.Segment;
import io.euge.video.VideoSource;
import io.euge.video.decode.RawFrames.Raw;
import io.euge.video.split.SegmentPlan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files whose packets are not of the form that the container declares. */
@ExtendWith(NoLeaks.class)
class UndeclaredFormTest {
  private static final DecodeOptions TOLERANT = DecodeOptions.DEFAULT.withTolerance(true);

  @TempDir Path folder;
  private ByteBuffer bytes;
  private List<Raw> good;

  @BeforeEach
  void writeClip() throws IOException {
    Path file =
        new ClipWriter()
            .codec("libopenh264", "yuv420p")
            .size(64, 48)
            .frames(100)
            .gop(25, 0)
            .write(folder.resolve("good.mp4"));
    good = frames(file).read(Segment.whole(), TOLERANT);
    assertThat(good).hasSize(100);
    bytes = ByteBuffer.wrap(Files.readAllBytes(file));
  }

  @Test
  void startCodesAreFoundWhereLengthsAreDeclared() throws IOException {
    startCodesForLengths();
    check("codes.mp4");
  }

  @Test
  void keyframesAreFoundWhereNoneIsMarked() throws IOException {
    startCodesForLengths();
    bytes.putInt(find("stss") + 8, 0);
    check("unmarked.mp4");
  }

  private void check(String name) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes.array());
    RawFrames frames = frames(file);
    assertThat(frames.read(Segment.whole(), TOLERANT)).isEqualTo(good);
    List<Segment> segments = SegmentPlan.of(VideoSource.of(file), 1).segments();
    assertThat(frames.read(segments, TOLERANT)).isEqualTo(good);
    DecodeOptions keyframes = TOLERANT.withSampling(Sampling.KEYFRAMES);
    assertThat(frames.read(Segment.whole(), keyframes))
        .hasSize(4)
        .isEqualTo(good.stream().filter(Raw::key).toList());
    assertThat(frames.damage()).isEmpty();
  }

  private void startCodesForLengths() {
    int at = find("mdat");
    int end = at - 4 + bytes.getInt(at - 4);
    at += 4;
    while (at < end) {
      int length = bytes.getInt(at);
      bytes.putInt(at, 1);
      at += 4 + length;
    }
  }

  private int find(String box) {
    int at = new String(bytes.array(), StandardCharsets.ISO_8859_1).indexOf(box);
    assertThat(at).as(box).isPositive();
    return at;
  }

  private static RawFrames frames(Path file) {
    return new RawFrames(VideoSource.of(file), Long.MAX_VALUE);
  }
}
