package io.euge.bench.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.traffic.Clip;
import io.euge.traffic.Conditions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FootageTest {
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
  void theUsualOneHasAllConditionsAndNoSeedOfTheTraining() {
    Footage footage = Footage.of(videos, 6);
    assertThat(footage.clips()).extracting(Clip::seed).doesNotHaveDuplicates();
    assertThat(footage.clips()).allMatch(clip -> clip.seed() >= 800_000);
    Set<Conditions> conditions =
        footage.clips().stream().map(Clip::conditions).collect(Collectors.toSet());
    assertThat(conditions).isEqualTo(EnumSet.allOf(Conditions.class));
    assertThat(footage.clips()).hasSize(Footage.CLIPS);
    assertThat(footage.frames()).isEqualTo(6 * 150);
    assertThat(footage.videos().get(0)).hasFileName("day-800000.mp4");
  }

  @Test
  void clipsAreMadeWithTheirTruthsAndUsedAgain() throws Exception {
    Footage footage = new Footage(videos, List.of(DAY, NIGHT));
    AtomicInteger drawn = new AtomicInteger();
    assertThat(footage.missing()).containsExactly(DAY, NIGHT);
    footage.make(footage.missing(), scratch, drawn::incrementAndGet);
    assertThat(drawn).hasValue(3 + 2);
    assertThat(footage.videos()).allMatch(Files::exists);
    assertThat(footage.read(DAY).frames()).hasSize(3);
    assertThat(footage.read(DAY).video()).isEqualTo("day-800000.mp4");
    assertThat(footage.missing()).isEmpty();
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void aClipWithOtherValuesOrAPartOfOneIsMissing() throws Exception {
    Footage footage = new Footage(videos, List.of(DAY, NIGHT));
    footage.make(footage.missing(), scratch, () -> {});
    Clip longer = new Clip(800_000, Conditions.DAY, 64, 36, 5, 1);
    assertThat(new Footage(videos, List.of(longer, NIGHT)).missing()).containsExactly(longer);
    Files.writeString(videos.resolve("day-800000.truth.json"), "{\"video\":");
    assertThat(footage.missing()).containsExactly(DAY);
    Files.delete(footage.video(NIGHT));
    assertThat(footage.missing()).containsExactly(DAY, NIGHT);
  }

  @Test
  void whatIsThereIsNotTouched() throws Exception {
    Footage footage = new Footage(videos, List.of(DAY, NIGHT));
    footage.make(footage.missing(), scratch, () -> {});
    FileTime before = FileTime.fromMillis(1000);
    Files.setLastModifiedTime(footage.video(DAY), before);
    Files.delete(footage.video(NIGHT));
    footage.make(footage.missing(), scratch, () -> {});
    assertThat(Files.getLastModifiedTime(footage.video(DAY))).isEqualTo(before);
    assertThat(footage.missing()).isEmpty();
  }
}
