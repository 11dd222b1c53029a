package io.euge.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.activity.Reading;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The sums are those of all videos, whatever is read again. */
class VideoTotalsTest {
  private static final int SHOWN = 3;

  @Provide
  Arbitrary<List<Reading>> readings() {
    return Combinators.combine(
            Arbitraries.of("a", "b", "c", "d", "e", "f"),
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(0, 9),
            Arbitraries.of("", "", "FORMAT: damaged", "DECODE: late", "plain"))
        .as(
            (video, segment, nanos, error) ->
                new Reading(1, video, segment, 3, 10, nanos, 1, error.isEmpty() ? null : error))
        .list()
        .ofMaxSize(60);
  }

  @Property
  void sumsAreThoseOfAllVideos(@ForAll("readings") List<Reading> readings) {
    VideoTotals totals = new VideoTotals(100, SHOWN);
    Map<String, VideoProgress> videos = new HashMap<>();
    VideoSummary unopened = VideoSummary.unopened("c", "FORMAT: none");
    totals.addUnopened(unopened);
    videos.put("c", new VideoProgress(unopened));
    for (Reading reading : readings) {
      assertThat(totals.add(reading)).isTrue();
      videos.computeIfAbsent(reading.video(), name -> new VideoProgress(null)).add(reading);
      check(totals, videos);
    }
  }

  private static void check(VideoTotals totals, Map<String, VideoProgress> videos) {
    List<VideoSummary> all =
        videos.entrySet().stream().map(e -> e.getValue().summary(e.getKey())).toList();
    List<VideoSummary> failures = all.stream().filter(VideoSummary::failed).toList();
    Map<String, Long> codes = new TreeMap<>();
    failures.forEach(video -> codes.merge(video.error().replaceAll(":.*", ""), 1L, Long::sum));
    assertThat(totals.done()).isEqualTo(all.stream().filter(VideoSummary::done).count());
    assertThat(totals.failed()).isEqualTo(failures.size());
    assertThat(totals.codes()).isEqualTo(codes);
    assertThat(totals.failures())
        .isEqualTo(
            failures.stream()
                .sorted(Comparator.comparing(VideoSummary::video))
                .limit(SHOWN)
                .toList());
    assertThat(totals.slowest())
        .isEqualTo(
            all.stream()
                .filter(video -> video.nanos() > 0)
                .sorted(
                    Comparator.comparingLong(VideoSummary::nanos)
                        .reversed()
                        .thenComparing(VideoSummary::video))
                .limit(SHOWN)
                .toList());
  }
}
