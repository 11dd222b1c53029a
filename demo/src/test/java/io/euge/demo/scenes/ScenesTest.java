package io.euge.demo.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.traffic.Clip;
import io.euge.traffic.Conditions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenesTest {
  private static final Clip DAY = new Clip(800_000, Conditions.DAY, 64, 36, 5, 0.6);
  private static final Clip NIGHT = new Clip(800_001, Conditions.NIGHT, 64, 36, 5, 0.4);

  @TempDir Path above;
  private Path videos;
  private Path scratch;

  @BeforeEach
  void folders() throws Exception {
    videos = Files.createDirectory(above.resolve("videos"));
    scratch = Files.createDirectory(above.resolve("scratch"));
  }

  @Test
  void conditionsComeInTurnAndSeedsInOrder() {
    Scenes clips = Scenes.of(videos, 800_000, 6, 6);
    assertThat(clips.all())
        .extracting(Scenes::name)
        .containsExactly(
            "day-800000",
            "overcast-800001",
            "dusk-800002",
            "night-800003",
            "rain-800004",
            "day-800005");
    assertThat(clips.frames()).isEqualTo(6 * 150);
    assertThat(clips.videos().get(0)).hasFileName("day-800000.mp4");
  }

  @Test
  void theFirstFileThatCannotBeWrittenIsReported() throws Exception {
    Scenes clips = new Scenes(videos.resolve("gone"), List.of(DAY, NIGHT));
    assertThatThrownBy(() -> clips.make(clips.missing(), scratch, () -> {}))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("Cannot write the clip")
        .hasMessageContaining("give another --output");
  }

  @Test
  void clipsAreMadeWithTheirTruthsAndUsedAgain() throws Exception {
    Scenes clips = new Scenes(videos, List.of(DAY, NIGHT));
    AtomicInteger drawn = new AtomicInteger();
    assertThat(clips.missing()).containsExactly(DAY, NIGHT);
    clips.make(clips.missing(), scratch, drawn::incrementAndGet);
    assertThat(drawn).hasValue(3 + 2);
    assertThat(clips.videos()).allMatch(Files::exists);
    assertThat(clips.read(DAY).frames()).hasSize(3);
    assertThat(clips.read(DAY).video()).isEqualTo("day-800000.mp4");
    assertThat(clips.missing()).isEmpty();
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void aClipWithOtherValuesOrAPartOfOneIsMissing() throws Exception {
    Scenes clips = new Scenes(videos, List.of(DAY, NIGHT));
    clips.make(clips.missing(), scratch, () -> {});
    Clip longer = new Clip(800_000, Conditions.DAY, 64, 36, 5, 1);
    assertThat(new Scenes(videos, List.of(longer, NIGHT)).missing()).containsExactly(longer);
    Files.writeString(videos.resolve("day-800000.truth.json"), "{\"video\":");
    assertThat(clips.missing()).containsExactly(DAY);
    Files.delete(clips.video(NIGHT));
    assertThat(clips.missing()).containsExactly(DAY, NIGHT);
  }

  @Test
  void aClipThatAnOlderEugeDrewIsMissing() throws Exception {
    Scenes clips = new Scenes(videos, List.of(DAY));
    clips.make(clips.missing(), scratch, () -> {});
    Path truth = videos.resolve("day-800000.truth.json");
    Files.writeString(
        truth, Files.readString(truth).replaceFirst("\"edition\":[0-9]+", "\"edition\":1"));
    assertThat(clips.missing()).containsExactly(DAY);
  }

  @Test
  void whatIsThereIsNotTouched() throws Exception {
    Scenes clips = new Scenes(videos, List.of(DAY, NIGHT));
    clips.make(clips.missing(), scratch, () -> {});
    FileTime before = FileTime.fromMillis(1000);
    Files.setLastModifiedTime(clips.video(DAY), before);
    Files.delete(clips.video(NIGHT));
    clips.make(clips.missing(), scratch, () -> {});
    assertThat(Files.getLastModifiedTime(clips.video(DAY))).isEqualTo(before);
    assertThat(clips.missing()).isEmpty();
  }
}
