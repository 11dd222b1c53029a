package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.euge.testing.NoLeaks;
import io.euge.testing.Shared;
import io.euge.video.DecodeOptions;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoInfo;
import io.euge.video.VideoSource;
import io.euge.video.decode.SeenFrames.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files as cameras, recorders and tools that join videos write them. */
@ExtendWith(NoLeaks.class)
class OddVideosIT {
  private static final DecodeOptions TOLERANT = DecodeOptions.DEFAULT.withTolerance(true);

  private static final Set<String> REFUSED =
      Set.of("14a-encrypted.mp4", "14b-edit-hides-all.mp4", "14c-too-large.mp4", "README.md");

  /** So many pixels of each file are decoded, its first ones, that the test ends in time. */
  private static final long PIXELS = 60_000_000;

  @TestFactory
  Stream<DynamicTest> framesAreThoseOfFfmpegHoweverAVideoIsRead() throws IOException {
    Stream.Builder<DynamicTest> tests = Stream.builder();
    for (String folder : List.of("odd-videos", "roads", "videos")) {
      try (Stream<Path> files = Files.list(Shared.file("data/" + folder))) {
        files
            .filter(file -> !REFUSED.contains(file.getFileName().toString()))
            .sorted()
            .forEach(
                file -> tests.add(dynamicTest(file.getFileName().toString(), () -> check(file))));
      }
    }
    return tests.build();
  }

  private static void check(Path file) throws Exception {
    VideoInfo info = VideoReader.probe(file);
    String name = file.getFileName().toString();
    EveryReading.check(
        file,
        (int) Math.max(100, PIXELS / ((long) info.width() * info.height())),
        name.equals("03b-joined-fragments.mp4") ? "25 frames are lost" : null);
  }

  @Test
  void aMessageOfTheCodecTurnsTheVideo() {
    Path file = Shared.file("data/odd-videos/12-turned-by-sei.mp4");
    List<Seen> whole = SeenFrames.read(file, Segment.whole(), TOLERANT, new ArrayList<>());
    assertThat(whole).hasSize(10).allMatch(frame -> frame.width() == 96 && frame.height() == 160);
    assertThat(VideoReader.probe(file).rotation()).isEqualTo(270);
  }

  @Test
  void whatCannotBeReadSaysWhy() {
    assertRefused("14a-encrypted.mp4", "is encrypted");
    assertRefused("14c-too-large.mp4", "too large: 8208 x 8192 pixels, at most 67108864");
  }

  private static void assertRefused(String name, String why) {
    Path file = Shared.file("data/odd-videos/" + name);
    assertThatThrownBy(() -> VideoReader.open(file, TOLERANT))
        .isInstanceOf(VideoException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aVideoWhoseEditListHidesAllOfItSaysSo() {
    RawFrames frames =
        new RawFrames(
            VideoSource.of(Shared.file("data/odd-videos/14b-edit-hides-all.mp4")), Long.MAX_VALUE);
    assertThat(frames.read(Segment.whole(), TOLERANT)).isEmpty();
    assertThat(frames.damage()).singleElement().asString().contains("hides all of them");
  }
}
