package io.euge.spark.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.video.RecordingTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingRulesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final TimePattern NAMES = TimePattern.parse("yyyyMMdd_HHmmss");

  @Test
  void withoutRulesTheCameraIsThatOfTheFolderAndTheContainerIsAsked() {
    Recording found = new Recording("file:/rec/north/a.mp4", "north", null);
    assertThat(RecordingRules.DEFAULT.apply(List.of(found))).containsExactly(found);
  }

  @Test
  void aCameraThatThePatternDoesNotFindIsUnknown() {
    RecordingRules rules =
        new RecordingRules(CameraPattern.parse("cam([0-9]+)"), null, null, BERLIN);
    assertThat(rules.apply(List.of(named("cam7.mp4"), named("x.mp4"))))
        .extracting(Recording::camera)
        .containsExactly("7", null);
  }

  @Test
  void namesAreReadInTheTimeZone() {
    RecordingRules rules = new RecordingRules(null, null, NAMES, BERLIN);
    assertThat(start(rules, "20260131_235959.mp4")).isEqualTo("2026-01-31T22:59:59Z");
    assertThat(start(rules, "20260731_235959.mp4")).isEqualTo("2026-07-31T21:59:59Z");
    assertThat(start(rules, "x.mp4")).isNull();
  }

  @Test
  void anHourThatClocksSkipOrRepeatIsNotGuessed() {
    RecordingRules rules = new RecordingRules(null, null, NAMES, BERLIN);
    assertThat(start(rules, "20260329_023000.mp4")).isNull();
    assertThat(start(rules, "20261025_023000.mp4")).isNull();
    assertThat(start(rules, "20261025_030000.mp4")).isEqualTo("2026-10-25T02:00:00Z");
  }

  @Test
  void aStartIsThatOfEachVideoWhateverTheirNamesSay() {
    RecordingRules rules =
        new RecordingRules(null, RecordingTime.parse("2026-05-01T08:00:00"), NAMES, BERLIN);
    assertThat(rules.apply(List.of(named("20260131_235959.mp4"), named("b.mp4"))))
        .extracting(Recording::start)
        .containsOnly(Instant.parse("2026-05-01T06:00:00Z"));
  }

  private static Recording named(String name) {
    return new Recording("file:/rec/" + name, "rec", null);
  }

  private static String start(RecordingRules rules, String name) {
    Instant start = rules.apply(List.of(named(name))).get(0).start();
    return start == null ? null : start.toString();
  }
}
