package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.FfmpegProgram;
import io.euge.testing.NoLeaks;
import io.euge.testing.Shared;
import io.euge.video.DecodeOptions;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoSource;
import io.euge.video.decode.RawFrames.Raw;
import io.euge.video.demux.Demuxer;
import io.euge.video.split.SegmentPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Recordings of real cameras, corrupt: where the container lets it be known, the frames that are
 * read and those that are reported as lost are all frames.
 */
@ExtendWith(NoLeaks.class)
class RealDamageIT {
  private static final DecodeOptions TOLERANT = DecodeOptions.DEFAULT.withTolerance(true);
  private static final Pattern LOST = Pattern.compile("(\\d+) frames? (is|are) lost");
  private static final int TRANSPORT_PACKET = 188;

  /** So many bytes of a packet are left as they are: its length, or its header in the stream. */
  private static final int HEADER = 8;

  private record Place(int position, int size) {}

  @TempDir Path folder;

  @BeforeAll
  static void theProgramIsThere() {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
  }

  enum Damage {
    GARBAGE,
    ZEROS,
    FLIPS,
    HEADERS,
    CUT;

    byte[] apply(byte[] good, List<Place> packets, Random random) {
      byte[] bad = good.clone();
      if (this == CUT) {
        return Arrays.copyOf(bad, (int) (bad.length * (0.3 + 0.6 * random.nextDouble())));
      }
      for (int i = 0; i < 3; i++) {
        Place packet = packets.get(1 + random.nextInt(packets.size() - 1));
        int length = Math.min(packet.size - HEADER, 20 + random.nextInt(400));
        if (this == HEADERS) {
          // The first byte behind the length says what the unit is.
          random.ints(4).forEach(value -> bad[packet.position + 5] ^= (byte) value);
        } else if (length > 0) {
          int at = packet.position + HEADER + random.nextInt(packet.size - HEADER - length + 1);
          damage(bad, at, length, random);
        }
      }
      return bad;
    }

    private void damage(byte[] bad, int at, int length, Random random) {
      for (int i = 0; i < (this == FLIPS ? 3 : length); i++) {
        if (this == FLIPS) {
          bad[at + random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
        } else {
          bad[at + i] = this == ZEROS ? 0 : (byte) random.nextInt();
        }
      }
    }
  }

  @ParameterizedTest(name = "{0} as {1}")
  @CsvSource({
    "roads/tfl-03601-20190628.mp4, mp4",
    "roads/tfl-07450-piccadilly-night-rain.mp4, mp4",
    "roads/ir-night-hevc.mp4, mp4",
    "videos/highway.mp4, mp4",
    "roads/street-640x352.mp4, mp4",
    "roads/tfl-06514-20190628.mp4, mov",
    "roads/tfl-a1-barnet-way.mp4, mp4",
    "roads/tfl-03601-20190628.mp4, mkv",
    "roads/tfl-07450-piccadilly-night-rain.mp4, mkv",
  })
  void framesThatAreReadAndThoseReportedAsLostAreAll(String name, String ending) throws Exception {
    Path good = copy(name, ending);
    List<Raw> whole =
        new RawFrames(VideoSource.of(good), Long.MAX_VALUE).read(Segment.whole(), TOLERANT);
    List<Place> packets = packets(good);
    byte[] bytes = Files.readAllBytes(good);
    for (Damage damage : Damage.values()) {
      for (int seed = 0; seed < 3; seed++) {
        byte[] bad = damage.apply(bytes, packets, new Random(seed));
        Path file = Files.write(folder.resolve("bad." + ending), bad);
        RawFrames frames = new RawFrames(VideoSource.of(file), Long.MAX_VALUE);
        List<Raw> rows = frames.read(Segment.whole(), TOLERANT);
        String what = "%s, seed %d: %s".formatted(damage, seed, frames.damage());
        if (damage == Damage.HEADERS) {
          RawFrames threads = new RawFrames(VideoSource.of(file), Long.MAX_VALUE);
          assertThat(threads.read(Segment.whole(), TOLERANT.withThreads(3))).isEqualTo(rows);
          assertThat(threads.damage()).asString().isEqualTo(frames.damage().toString());
        }
        assertThat(rows).as(what).isSortedAccordingTo(Comparator.comparingLong(Raw::frame));
        checkIdentity(rows, whole, damage, what);
        if (damage == Damage.CUT && ending.equals("mkv")) {
          // How many frames are missing is not known there.
          assertThat(frames.damage()).as(what).isNotEmpty();
        } else {
          assertThat(rows.size() + lost(frames.damage())).as(what).isEqualTo(whole.size());
        }
      }
    }
  }

  /**
   * A frame that is read has the time and the index that it has in the intact file. Where the
   * damage is to the order count of another, that one may be counted at a wrong place.
   */
  private static void checkIdentity(List<Raw> rows, List<Raw> whole, Damage damage, String what) {
    Map<Long, Long> indices = new HashMap<>();
    whole.forEach(frame -> indices.put(Math.round(frame.seconds() * 1e6), frame.frame()));
    for (Raw row : rows) {
      Long index = indices.get(Math.round(row.seconds() * 1e6));
      assertThat(index).as(what).isNotNull();
      if (damage == Damage.FLIPS || damage == Damage.CUT) {
        assertThat(row.frame()).as(what).isEqualTo(index);
      }
    }
    if (damage == Damage.CUT) {
      assertThat(whole).as(what).containsAll(rows);
    }
  }

  @ParameterizedTest
  @CsvSource({"roads/tfl-03601-20190628.mp4", "videos/highway.mp4"})
  void lostTransportPacketsAreReported(String name) throws Exception {
    Path good = copy(name, "ts");
    List<Raw> whole =
        new RawFrames(VideoSource.of(good), Long.MAX_VALUE).read(Segment.whole(), TOLERANT);
    byte[] bytes = Files.readAllBytes(good);
    for (int seed = 0; seed < 5; seed++) {
      Random random = new Random(seed);
      int at = TRANSPORT_PACKET * (20 + random.nextInt(bytes.length / TRANSPORT_PACKET - 40));
      int lost = TRANSPORT_PACKET * (1 + random.nextInt(12));
      byte[] bad = new byte[bytes.length - lost];
      System.arraycopy(bytes, 0, bad, 0, at);
      System.arraycopy(bytes, at + lost, bad, at, bad.length - at);
      Path file = Files.write(folder.resolve("bad.ts"), bad);
      RawFrames frames = new RawFrames(VideoSource.of(file), Long.MAX_VALUE);
      List<Raw> rows = frames.read(Segment.whole(), TOLERANT);
      String what = "seed %d: %s".formatted(seed, frames.damage());
      assertThat(frames.damage()).as(what).isNotEmpty();
      assertThat(rows).as(what).isSortedAccordingTo(Comparator.comparingLong(Raw::frame));
      assertThat(rows.size() + lost(frames.damage()))
          .as(what)
          .isBetween((long) whole.size() - 12, (long) whole.size());
      List<Segment> segments = SegmentPlan.of(VideoSource.of(file), 2).segments();
      assertThat(frames.read(segments, TOLERANT)).as(what).isEqualTo(rows);
    }
  }

  private Path copy(String name, String ending) throws IOException {
    String options = "-t 4 -i " + Shared.file("data/" + name) + " -c copy -an -movflags +faststart";
    return FfmpegProgram.make(folder.resolve("good." + ending), options);
  }

  private static List<Place> packets(Path file) {
    List<Place> places = new ArrayList<>();
    AVPacket packet = av_packet_alloc();
    try (Demuxer demuxer = Demuxer.open(VideoSource.of(file))) {
      while (demuxer.read(packet) >= 0) {
        places.add(new Place((int) packet.pos(), packet.size()));
        av_packet_unref(packet);
      }
    } finally {
      av_packet_free(packet);
    }
    return places;
  }

  private static long lost(List<VideoException> damage) {
    return damage.stream()
        .map(entry -> LOST.matcher(entry.getMessage()))
        .filter(Matcher::find)
        .mapToLong(match -> Long.parseLong(match.group(1)))
        .sum();
  }
}
