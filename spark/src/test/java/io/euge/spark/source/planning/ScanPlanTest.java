package io.euge.spark.source.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.filter.ComparisonOperator;
import io.euge.spark.filter.FrameFilter;
import io.euge.spark.filter.RowCountEstimator;
import io.euge.spark.recording.Recording;
import io.euge.spark.source.planning.VideoSplits.Split;
import io.euge.video.ClockState;
import io.euge.video.RandomAccessPoint;
import io.euge.video.Sampling;
import io.euge.video.Segment;
import io.euge.video.VideoInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.read.InputPartition;
import org.junit.jupiter.api.Test;

class ScanPlanTest {
  /** 250 frames, 25 a second, cut at 3 and 6 seconds. */
  private static final VideoInfo INFO =
      new VideoInfo("mov", "h264", 640, 480, 0, 1, 25, 10, 250, true, null);

  private static final List<Segment> SEGMENTS =
      List.of(
          new Segment(null, key(75)), new Segment(key(75), key(150)), new Segment(key(150), null));

  @Test
  void everyFrameIsExpectedWhereAllAreWanted() {
    assertThat(expected(Sampling.ALL, FrameFilter.all())).containsExactly(75L, 75L, 100L);
  }

  @Test
  void sampledFramesAreExpectedOnceHoweverTheVideoIsSplit() {
    assertThat(expected(Sampling.every(10), FrameFilter.all())).containsExactly(8L, 7L, 10L);
    assertThat(expected(Sampling.perSecond(2), FrameFilter.all())).containsExactly(6L, 6L, 8L);
    assertThat(expected(Sampling.perSecond(100), FrameFilter.all()))
        .containsExactly(75L, 75L, 100L);
    assertThat(expected(Sampling.KEYFRAMES, FrameFilter.all())).containsExactly(-1L, -1L, -1L);
  }

  @Test
  void framesThatAreFilteredAreNotExpected() {
    FrameFilter some =
        new FrameFilter.And(
            List.of(
                new FrameFilter.Frame(ComparisonOperator.GREATER_EQUAL, 70),
                new FrameFilter.Seconds(ComparisonOperator.LESS, 8)));
    assertThat(expected(Sampling.ALL, some)).containsExactly(5L, 75L, 50L);
    assertThat(expected(Sampling.every(10), some)).containsExactly(1L, 7L, 5L);
    assertThat(expected(Sampling.ALL, new FrameFilter.Not(FrameFilter.all())))
        .containsExactly(0L, 0L, 0L);
  }

  @Test
  void withoutANumberOfFramesTheLastSegmentIsNotKnown() {
    VideoInfo info = new VideoInfo("avi", "h264", 640, 480, 0, 1, 0, Double.NaN, -1, false, null);
    assertThat(
            SEGMENTS.stream()
                .map(
                    s ->
                        RowCountEstimator.estimate(
                            recording("v"), info, s, Sampling.ALL, FrameFilter.all())))
        .containsExactly(75L, 75L, -1L);
  }

  @Test
  void longSegmentsComeFirstAndThoseAlikeInTheirOrder() {
    ScanPlan plan =
        new ScanPlan(3, List.of(video("a", 59, 62, 8), video("b", 600), video("c", 61, 25)));
    assertThat(names(plan.longestFirst(new TaskPacker(60, 100))))
        .containsExactly("b0", "a1", "c0", "a0", "c1", "a2");
    assertThat(names(plan.longestFirst(new TaskPacker(60, 1))))
        .containsExactly("b0", "a0", "a1", "c0", "a2+c1");
    assertThat(names(plan.inOrder(new TaskPacker(60, 1))))
        .containsExactly("a0", "a1", "a2", "b0", "c0", "c1");
    assertThat(plan.description()).isEqualTo("videos read 3 of 3, segments 6");
  }

  @Test
  void aVideoOfWhichNothingIsWantedIsNotRead() {
    ScanPlan plan =
        new ScanPlan(5, List.of(video("a", 10), new VideoSplits(recording("b"), List.of(), null)));
    assertThat(plan.read()).isEqualTo(1);
    assertThat(plan.description()).isEqualTo("videos read 1 of 5, segments 1");
  }

  @Test
  void whatOneVideoDoesNotTellIsNotKnownInAll() {
    assertThat(new ScanPlan(1, List.of(video("a", 10, 20))).rows()).isEqualTo(30);
    assertThat(
            new ScanPlan(2, List.of(video("a", 10), VideoSplits.unopened(recording("b")))).rows())
        .isZero();
  }

  private static Stream<Long> expected(Sampling sampling, FrameFilter filter) {
    return SEGMENTS.stream()
        .map(
            segment -> RowCountEstimator.estimate(recording("v"), INFO, segment, sampling, filter));
  }

  private static VideoSplits video(String name, int... lengths) {
    List<Split> parts = new ArrayList<>();
    for (int i = 0; i < lengths.length; i++) {
      Segment segment = new Segment(key(1000L * i), key(1000L * (i + 1)));
      parts.add(new Split(segment, lengths[i], lengths[i]));
    }
    return new VideoSplits(recording(name), parts, null);
  }

  private static Recording recording(String name) {
    return new Recording(name, name, null);
  }

  private static Stream<String> names(InputPartition[] partitions) {
    return Stream.of(partitions)
        .map(VideoPartition.class::cast)
        .map(
            task ->
                task.segments().stream()
                    .map(part -> part.video().path() + part.segment().firstFrame() / 1000)
                    .collect(Collectors.joining("+")));
  }

  private static RandomAccessPoint key(long frame) {
    return new RandomAccessPoint(frame, frame / 25.0, frame, frame, -1, ClockState.START);
  }
}
