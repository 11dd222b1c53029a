package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.FfmpegProgram;
import io.euge.testing.MeasuredSource;
import io.euge.testing.NoLeaks;
import io.euge.testing.PacketCopy;
import io.euge.testing.SlowSource;
import io.euge.video.DecodeOptions;
import io.euge.video.Segment;
import io.euge.video.VideoSource;
import io.euge.video.decode.RawFrames.Raw;
import io.euge.video.split.SegmentPlan;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Planning by the index of a remote MP4 with many packets so small that they may lack a picture.
 */
@ExtendWith(NoLeaks.class)
class RemoteIndexIT {
  private static final int FILLER = 12;

  /** Noise that stands still for most of the time, in a file that is not read by one request. */
  private static final String STILL =
      "-f lavfi -i testsrc2=size=1280x720:rate=25:duration=8 -vf noise=alls=40:allf=t,loop=loop=300:size=1:start=99"
          + " -frames:v 500 -c:v libx264 -preset ultrafast -qp 20 -g 100 -bf 0";

  @TempDir Path folder;

  @BeforeAll
  static void theProgramIsThere() {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
  }

  @Test
  void eachSmallPacketIsInspectedByFewRequests() throws Exception {
    Path good = FfmpegProgram.make(folder.resolve("good.mp4"), STILL);
    assertThat(Files.size(good)).isGreaterThan(VideoSource.ONE_REQUEST);
    int[] small = new int[1];
    // Neither its size nor its place is special.
    Path bad =
        PacketCopy.write(
            good,
            folder.resolve("bad.mp4"),
            (number, packet) -> {
              small[0] += packet.data().length < 64 ? 1 : 0;
              return List.of(
                  number == 251 ? packet.withData(filler(packet.data().length)) : packet);
            });
    assertThat(small[0]).isGreaterThan(200);
    assertThat(check(bad)).hasSize(499);

    MeasuredSource source = new MeasuredSource(VideoSource.of(good));
    assertThat(SegmentPlan.of(source, 4).segments()).hasSize(5);
    assertThat(source.requests()).isLessThan(40);
  }

  private static List<Raw> check(Path file) {
    VideoSource slow = new SlowSource(VideoSource.of(file));
    List<Segment> segments = SegmentPlan.of(slow, 4).segments();
    assertThat(segments).hasSize(5).isEqualTo(SegmentPlan.of(VideoSource.of(file), 4).segments());
    List<Raw> whole = new RawFrames(slow, 500).read(Segment.whole(), DecodeOptions.DEFAULT);
    assertThat(new RawFrames(slow, 500).read(segments, DecodeOptions.DEFAULT)).isEqualTo(whole);
    return whole;
  }

  /** Returns a packet of one unit that has no picture. */
  private static byte[] filler(int size) {
    byte[] data = new byte[size];
    Arrays.fill(data, (byte) 0xff);
    data[size - 1] = (byte) 0x80;
    ByteBuffer.wrap(data).putInt(size - 4).put((byte) FILLER);
    return data;
  }
}
