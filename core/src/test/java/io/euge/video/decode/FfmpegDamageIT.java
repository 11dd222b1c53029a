package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.euge.testing.BundledFfmpeg;
import io.euge.testing.FfmpegProgram;
import io.euge.testing.NoLeaks;
import io.euge.testing.Shared;
import io.euge.video.DecodeOptions;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoSource;
import io.euge.video.decode.RawFrames.Raw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A frame of a damaged file that FFmpeg outputs is either read, or an error says that it is not.
 */
@ExtendWith(NoLeaks.class)
class FfmpegDamageIT {
  private static final DecodeOptions TOLERANT = DecodeOptions.DEFAULT.withTolerance(true);
  private static final Pattern LOST = Pattern.compile("(\\d+) frames? (is|are) lost");
  private static final Pattern AFTER = Pattern.compile("after frame (-?\\d+)");
  private static final String PICTURE =
      "-f lavfi -i testsrc2=size=128x96:rate=25:duration=2 -g 12 ";

  /** What is no video or cannot be read; large ones, and some of which there are others alike. */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "README.*|14.*|01c.*|02c.*|1[256]-.*|ir-night.*|street.*|tfl-0[678].*|tfl-0360[14]-20190[67].*");

  @TempDir Path folder;

  enum Damage {
    FLIPS,
    GARBAGE,
    REMOVED,
    CUT;

    byte[] apply(byte[] good, Random random) {
      int length = Math.min(1 + random.nextInt(1000), good.length / 20);
      int at = good.length / 10 + random.nextInt(good.length * 8 / 10);
      byte[] bad = good.clone();
      switch (this) {
        case FLIPS ->
            random
                .ints(5, 0, good.length)
                .forEach(place -> bad[place] ^= (byte) (1 << random.nextInt(8)));
        case GARBAGE -> {
          byte[] garbage = new byte[length];
          random.nextBytes(garbage);
          System.arraycopy(garbage, 0, bad, at, length);
        }
        case REMOVED -> {
          System.arraycopy(good, at + length, bad, at, good.length - length - at);
          return Arrays.copyOf(bad, good.length - length);
        }
        case CUT -> {
          return Arrays.copyOf(good, at);
        }
      }
      return bad;
    }
  }

  @TestFactory
  Stream<DynamicTest> framesOfDamagedFilesAreReadOrReported() throws IOException {
    Stream.Builder<DynamicTest> tests = Stream.builder();
    for (String of : List.of("odd-videos", "roads")) {
      try (Stream<Path> files = Files.list(Shared.file("data/" + of))) {
        files
            .filter(file -> !LEFT_OUT.matcher(file.getFileName().toString()).matches())
            .sorted()
            .forEach(file -> tests.add(dynamicTest(file.getFileName().toString(), test(file))));
      }
    }
    return tests.build();
  }

  private Executable test(Path good) {
    return () -> check(good, List.of(Damage.FLIPS, Damage.GARBAGE));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a.mp4, -c:v libx264 -bf 2 -movflags +faststart",
    "fragments.mp4, -c:v libx264 -bf 2 -movflags +frag_keyframe+empty_moov",
    "a.mkv, -c:v libx264 -bf 2",
    "a.flv, -c:v libx264 -bf 2",
    "a.h264, -c:v libx264 -bf 2",
    "b.ts, -c:v libx265 -preset ultrafast -x265-params log-level=none:bframes=2",
    "c.mpg, -c:v mpeg2video -bf 2",
    "d.avi, -c:v mpeg4 -bf 2",
    "e.webm, -c:v libvpx-vp9",
    "f.ogv, -c:v libtheora",
    "g.asf, -c:v wmv2",
    "vp8.ivf, -c:v libvpx",
  })
  void framesOfDamagedFilesOfEachContainerAreReadOrReported(String name, String options)
      throws Exception {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
    check(FfmpegProgram.make(folder.resolve(name), PICTURE + options), List.of(Damage.values()));
  }

  private void check(Path good, List<Damage> damages) throws Exception {
    byte[] bytes = Files.readAllBytes(good);
    String name = good.getFileName().toString();
    for (Damage damage : damages) {
      byte[] bad = damage.apply(bytes, new Random((name + damage).hashCode()));
      check(Files.write(folder.resolve("bad-" + name), bad), damage.name());
    }
  }

  private static void check(Path file, String damage) throws Exception {
    List<Long> expected = BundledFfmpeg.hashesOfDamaged(file);
    RawFrames frames = new RawFrames(VideoSource.of(file), Long.MAX_VALUE);
    List<Raw> rows = new ArrayList<>();
    List<VideoException> errors = frames.damage();
    try {
      rows.addAll(frames.read(Segment.whole(), TOLERANT));
    } catch (VideoException e) {
      errors.add(e);
    }
    String what = "%s: %s".formatted(damage, errors);
    assertThat(expected.size()).as(what).isLessThanOrEqualTo(rows.size() + lost(errors, null));
    checkPlaces(expected, rows, errors, what);
  }

  /**
   * Checks that each frame that is not read is reported where it is missing, not later. A frame is
   * found by its pixels, or is the next one: what the decoder shows of a damaged picture may depend
   * on what it decoded before.
   */
  private static void checkPlaces(
      List<Long> expected, List<Raw> rows, List<VideoException> errors, String what) {
    int at = 0;
    for (int i = 0; i < rows.size(); i++) {
      int found =
          expected
              .subList(Math.min(at, expected.size()), expected.size())
              .indexOf(rows.get(i).pixels());
      at += Math.max(found, 0);
      assertThat(at - i)
          .as("%s; frames that are missing before frame %d", what, rows.get(i).frame())
          .isLessThanOrEqualTo(lost(errors, rows.get(i)));
      at++;
    }
  }

  /**
   * Returns how many frames errors report as lost, at least.
   *
   * @param before the frame before which they are, null for all
   * @return the highest number where one of them does not say how many
   */
  private static int lost(List<VideoException> errors, Raw before) {
    int lost = 0;
    for (VideoException error : errors) {
      Matcher place = AFTER.matcher(error.getMessage());
      // Where a file is cut, the last frames may be read without one that is shown before them.
      boolean counts = before == null || error.code() == Code.TRUNCATED || !place.find();
      if (counts || Long.parseLong(place.group(1)) < before.frame()) {
        Matcher number = LOST.matcher(error.getMessage());
        if (!number.find()) {
          return Integer.MAX_VALUE / 2;
        }
        lost += Integer.parseInt(number.group(1));
      }
    }
    return lost;
  }
}
