package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.FfmpegProgram;
import io.euge.testing.NoLeaks;
import io.euge.testing.PacketCopy;
import io.euge.video.DecodeOptions;
import io.euge.video.Sampling;
import io.euge.video.Segment;
import io.euge.video.VideoSource;
import io.euge.video.decode.RawFrames.Raw;
import io.euge.video.demux.Demuxer;
import io.euge.video.split.SegmentPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Samples and segments of corrupt videos: they have those frames that the whole has, though a
 * sampling leaves out packets that it does not need, and with them their damage.
 */
@ExtendWith(NoLeaks.class)
class SampledDamageIT {
  private static final DecodeOptions TOLERANT = DecodeOptions.DEFAULT.withTolerance(true);
  private static final List<Sampling> SAMPLINGS =
      List.of(Sampling.every(3), Sampling.every(10), Sampling.perSecond(2), Sampling.perSecond(7));
  private static final int PACKET = 188;

  /** So many bytes of a packet are left as they are. */
  private static final int HEADER = 40;

  private static final String PICTURE =
      "-f lavfi -i testsrc2=size=160x120:rate=25:duration=4 -g 25 ";

  private record Place(long position, int size) {}

  @TempDir Path folder;

  @BeforeAll
  static void theProgramIsThere() {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
  }

  /** FFmpeg's flush does not reach libaom, whose threads decode nothing right after an error. */
  @Test
  void afterDamageThreadsDecodeAv1AsOneDoes() throws Exception {
    Path clip =
        FfmpegProgram.make(
            folder.resolve("clip.mp4"),
            PICTURE.replace("-g 25", "-g 10 -c:v libaom-av1 -cpu-used 8 -lag-in-frames 0"));
    Path bad =
        PacketCopy.write(
            clip,
            folder.resolve("bad.mp4"),
            (number, packet) ->
                List.of(number % 40 == 5 ? packet.withData(withoutEnd(packet.data())) : packet));
    RawFrames frames = new RawFrames(VideoSource.of(bad), Long.MAX_VALUE);
    List<Raw> rows = frames.read(Segment.whole(), TOLERANT);
    assertThat(frames.damage()).isNotEmpty();
    RawFrames intact = new RawFrames(VideoSource.of(clip), Long.MAX_VALUE);
    List<Raw> whole = intact.read(Segment.whole(), TOLERANT);
    assertThat(rows).containsAll(whole.subList(10, 40)).containsAll(whole.subList(50, 80));
    assertThat(frames.read(Segment.whole(), TOLERANT.withThreads(3))).isEqualTo(rows);
  }

  private static byte[] withoutEnd(byte[] data) {
    byte[] zeroed = data.clone();
    Arrays.fill(zeroed, data.length * 2 / 10, data.length, (byte) 0);
    return zeroed;
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "a.mp4, -c:v libx264 -bf 2",
    "a.mov, -c:v libx264 -bf 4 -x264-params b-pyramid=normal:b-adapt=0:open-gop=1",
    "a.mkv, -c:v libx264 -bf 2",
    "a.ts, -c:v libx264 -bf 2",
    "a.h264, -c:v libx264 -bf 2",
    "b.mp4, -c:v libx265 -preset ultrafast -x265-params log-level=none:bframes=3:b-adapt=0",
    "b.ts, -c:v libx265 -preset ultrafast -x265-params log-level=none:bframes=3:b-adapt=0",
    "c.mp4, -c:v mpeg4 -bf 2 -q:v 4",
    "c.avi, -c:v mpeg4 -bf 2 -q:v 4",
    "d.ts, -c:v mpeg2video -bf 2 -q:v 4",
  })
  void areFramesOfTheWhole(String name, String options) throws Exception {
    Path good = FfmpegProgram.make(folder.resolve(name), PICTURE + options);
    byte[] bytes = Files.readAllBytes(good);
    List<Place> packets = packets(good);
    for (int seed = 0; seed < 6; seed++) {
      byte[] bad = bytes.clone();
      damage(bad, packets, new Random(seed));
      check(Files.write(folder.resolve("bad-" + name), bad), good, "seed " + seed);
    }
  }

  private static void check(Path file, Path good, String what) {
    VideoSource source = VideoSource.of(file);
    RawFrames frames = new RawFrames(source, Long.MAX_VALUE);
    List<Raw> whole = frames.read(Segment.whole(), TOLERANT);
    List<Segment> segments = SegmentPlan.of(source, 1).segments();
    assertThat(frames.read(segments, TOLERANT)).as("%s, segments", what).isEqualTo(whole);
    List<Raw> intact =
        new RawFrames(VideoSource.of(good), Long.MAX_VALUE).read(Segment.whole(), TOLERANT);
    for (Sampling sampling : SAMPLINGS) {
      List<Long> selected = frames(RawFrames.sampled(intact, sampling));
      List<Raw> expected = whole.stream().filter(f -> selected.contains(f.frame())).toList();
      DecodeOptions options = TOLERANT.withSampling(sampling);
      assertThat(frames.read(Segment.whole(), options))
          .as("%s, %s of %s", what, sampling, frames.damage())
          .isEqualTo(expected);
      assertThat(frames.read(segments, options))
          .as("%s, %s of segments", what, sampling)
          .isEqualTo(expected);
    }
  }

  private static List<Long> frames(List<Raw> rows) {
    return rows.stream().map(Raw::frame).toList();
  }

  /** Overwrites parts of two packets behind the headers, so that decoders notice it. */
  private static void damage(byte[] bad, List<Place> packets, Random random) {
    for (int i = 0; i < 2; i++) {
      Place packet = packets.get(1 + random.nextInt(packets.size() - 1));
      int length = Math.min(60, packet.size - HEADER);
      for (int at = 0; at < length; at++) {
        bad[(int) packet.position + HEADER + at] = (byte) random.nextInt();
      }
    }
  }

  private static List<Place> packets(Path file) throws Exception {
    return file.toString().endsWith(".ts") ? payloads(Files.readAllBytes(file)) : read(file);
  }

  private static List<Place> read(Path file) {
    List<Place> places = new ArrayList<>();
    AVPacket packet = av_packet_alloc();
    try (Demuxer demuxer = Demuxer.open(VideoSource.of(file))) {
      while (demuxer.read(packet) >= 0) {
        places.add(new Place(packet.pos(), packet.size()));
        av_packet_unref(packet);
      }
    } finally {
      av_packet_free(packet);
    }
    return places;
  }

  /** Returns the packets of a transport stream that have nothing but a part of a picture. */
  private static List<Place> payloads(byte[] stream) {
    List<Place> places = new ArrayList<>();
    for (int at = 0; at < stream.length; at += PACKET) {
      int program = (stream[at + 1] & 0x1f) << 8 | (stream[at + 2] & 0xff);
      if (program == 0x100 && (stream[at + 1] & 0x40) == 0 && (stream[at + 3] & 0x30) == 0x10) {
        places.add(new Place(at, PACKET));
      }
    }
    return places;
  }
}
