package io.euge.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.activity.Reading;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScanProgressTest {
  private final ScanProgress scan = new ScanProgress(7, "count", 1000, ScanProgress.MAX_VIDEOS);

  private void plan(long videos, VideoSummary... unopened) {
    scan.plan(new ScanPlanned(7, "detections", videos, 0, unopened.length, List.of(unopened)));
  }

  private static Reading reading(String video, long first, int segments, String error) {
    return new Reading(7, video, first, segments, 10, 5_000_000, error == null ? 0 : 2, error);
  }

  @Test
  void aVideoIsDoneWithTheLastOfItsSegments() {
    plan(2);
    scan.read(reading("a", 0, 2, null));
    scan.read(reading("b", 0, 1, null));
    assertThat(scan.entry(2000).done()).isEqualTo(1);
    assertThat(scan.entry(2000).left()).isEqualTo(1);
    scan.read(reading("a", 10, 2, null));
    assertThat(scan.entry(2000).done()).isEqualTo(2);
    assertThat(scan.entry(2000).left()).isZero();
    assertThat(scan.entry(2000).slowest())
        .containsExactly(
            new VideoSummary("a", 20, 10_000_000, 2, 2, 0, null),
            new VideoSummary("b", 10, 5_000_000, 1, 1, 0, null));
  }

  @Test
  void aSegmentThatIsReadAgainCountsOnce() {
    plan(1);
    scan.read(reading("a", 0, 1, "FORMAT: half of it is missing"));
    scan.read(reading("a", 0, 1, null));
    assertThat(scan.entry(0).done()).isEqualTo(1);
    assertThat(scan.entry(0).failed()).isZero();
    assertThat(scan.entry(0).slowest()).extracting(VideoSummary::frames).containsExactly(10L);
  }

  @Test
  void noErrorWinsOverAnError() {
    plan(2);
    scan.read(reading("a", 0, 2, null));
    scan.read(reading("a", 0, 2, "FORMAT: a stopped attempt"));
    scan.read(reading("a", 10, 2, "FORMAT: once"));
    scan.read(reading("a", 10, 2, "DECODE: twice"));
    assertThat(scan.entry(0).failed()).isEqualTo(1);
    assertThat(scan.entry(0).failures())
        .containsExactly(new VideoSummary("a", 20, 10_000_000, 2, 2, 2, "FORMAT: once"));
    scan.read(reading("a", 10, 2, null));
    scan.read(reading("a", 0, 2, "FORMAT: late"));
    scan.read(reading("a", 10, 2, null));
    assertThat(scan.entry(0).failed()).isZero();
    assertThat(scan.entry(0).slowest())
        .containsExactly(new VideoSummary("a", 20, 10_000_000, 2, 2, 0, null));
  }

  @Test
  void segmentsComeInAnyOrder() {
    plan(1);
    for (int first : new int[] {50, 10, 90, 0, 70, 10, 90, 30}) {
      scan.read(reading("a", first, 6, null));
    }
    assertThat(scan.entry(0).done()).isEqualTo(1);
    assertThat(scan.entry(0).slowest()).extracting(VideoSummary::frames).containsExactly(60L);
  }

  @Test
  void aScanThatAnEarlierQueryPlannedHasNoPlan() {
    assertThat(scan.isKnown()).isFalse();
    scan.read(reading("a", 0, 1, null));
    scan.read(reading("b", 0, 1, "DECODE: corrupt"));
    assertThat(scan.isKnown()).isTrue();
    assertThat(scan.entry(0).videos()).isEqualTo(2);
    assertThat(scan.entry(0).source()).startsWith("unknown");
  }

  @Test
  void framesAreExpectedIfAllScansKnowTheirs() {
    scan.plan(new ScanPlanned(7, "detections", 2, 50, 0, List.of()));
    scan.plan(new ScanPlanned(7, "detections", 0, 0, 0, List.of()));
    assertThat(scan.entry(0).framesExpected()).isEqualTo(50);
    scan.plan(new ScanPlanned(7, "detections", 1, 0, 0, List.of()));
    assertThat(scan.entry(0).framesExpected()).isZero();
  }

  @Test
  void failuresOfThePlanThatAreTooManyAreCounted() {
    int many = ScanProgress.MAX_VIDEOS;
    for (int i = 0; i < many; i++) {
      scan.read(reading("video " + i, 0, 1, null));
    }
    plan(many, VideoSummary.unopened("c", "FORMAT: no video"));
    assertThat(scan.entry(0).failed()).isEqualTo(1);
    assertThat(scan.entry(0).left()).isZero();
  }

  @Test
  void errorsAreCountedByTheirCode() {
    plan(3, VideoSummary.unopened("c", "FORMAT: no video"));
    scan.read(reading("a", 0, 1, "DECODE: corrupt"));
    scan.read(reading("b", 0, 1, "DECODE: corrupt, too"));
    ScanEntry entry = scan.entry(0);
    assertThat(entry.videos()).isEqualTo(4);
    assertThat(entry.failed()).isEqualTo(3);
    assertThat(entry.left()).isEqualTo(1);
    assertThat(entry.errors()).isEqualTo(Map.of("DECODE", 2L, "FORMAT", 1L));
    assertThat(entry.failures()).extracting(VideoSummary::video).containsExactly("a", "b", "c");
  }

  @Test
  void ofManyVideosOnlyCountsAreKept() {
    int many = ScanProgress.MAX_VIDEOS + 500;
    plan(many);
    for (int i = 0; i < many; i++) {
      scan.read(reading("video " + i, 0, 1, i % 100 == 0 ? "DECODE: corrupt" : null));
    }
    ScanEntry entry = scan.entry(0);
    assertThat(entry.failed()).isEqualTo(many / 100);
    assertThat(entry.done()).isEqualTo(many - many / 100);
    assertThat(entry.slowest()).hasSize(ScanProgress.SHOWN);
    assertThat(entry.failures()).hasSize(ScanProgress.SHOWN);
  }
}
