package io.euge.spark.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.Serialized;
import io.euge.spark.recording.Recording;
import io.euge.video.ClockState;
import io.euge.video.RandomAccessPoint;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoException.Stage;
import java.time.Instant;
import java.util.List;
import org.apache.spark.util.AccumulatorContext;
import org.apache.spark.util.AccumulatorMetadata;
import org.junit.jupiter.api.Test;

class VideoErrorAccumulatorTest {
  private static final RandomAccessPoint CUT =
      new RandomAccessPoint(25, 1.0, 25, 25, -1, ClockState.START);
  private static final Segment FIRST = new Segment(null, CUT);
  private static final Segment SECOND = new Segment(CUT, null);

  @Test
  void whatTasksMetIsOrderedByVideoAndSegment() {
    VideoErrorAccumulator driver = new VideoErrorAccumulator();
    assertThat(driver.isZero()).isTrue();
    driver.merge(errors(bad("b.mp4", FIRST, 0)));
    driver.merge(errors(bad("a.mp4", SECOND, 2), bad("a.mp4", FIRST, 1)));
    driver.merge(errors(bad("a.mp4", null, Double.NaN)));
    assertThat(driver.value())
        .containsExactly(
            bad("a.mp4", null, Double.NaN),
            bad("a.mp4", FIRST, 1),
            bad("a.mp4", SECOND, 2),
            bad("b.mp4", FIRST, 0));
    assertThat(driver.count()).isEqualTo(4);
    assertThat(driver.videos()).containsExactly("a.mp4", "b.mp4");
  }

  @Test
  void aSegmentThatIsReadTwiceCountsOnce() {
    VideoErrorAccumulator driver = new VideoErrorAccumulator();
    VideoErrorAccumulator whole = errors(bad("a.mp4", FIRST, 0), bad("a.mp4", FIRST, 1));
    VideoErrorAccumulator endedEarly = errors(bad("a.mp4", FIRST, 0));
    driver.merge(endedEarly);
    driver.merge(whole);
    driver.merge(whole);
    driver.merge(endedEarly);
    assertThat(driver.value()).isEqualTo(whole.value());
  }

  @Test
  void ofManyErrorsInASegmentTheFirstAreKeptAndTheRestIsCounted() {
    VideoErrorAccumulator bad = new VideoErrorAccumulator();
    for (int i = 0; i < VideoErrorAccumulator.MAX_PER_SEGMENT + 1234; i++) {
      bad.add(bad("a.mp4", FIRST, i));
    }
    assertThat(bad.count()).isEqualTo(VideoErrorAccumulator.MAX_PER_SEGMENT + 1234);
    List<VideoError> rows = bad.value();
    assertThat(rows).hasSize(VideoErrorAccumulator.MAX_PER_SEGMENT + 1);
    assertThat(rows.get(VideoErrorAccumulator.MAX_PER_SEGMENT).message())
        .isEqualTo("1,234 more errors in this segment are not listed");
  }

  @Test
  void errorsOfAVideoThatIsReadAgainAreRemoved() {
    VideoErrorAccumulator bad = errors(bad("a.mp4", FIRST, 0), bad("b.mp4", FIRST, 0));
    bad.remove(List.of("a.mp4", "c.mp4"));
    assertThat(bad.videos()).containsExactly("b.mp4");
  }

  @Test
  void itTravelsToTasksAndBack() throws Exception {
    VideoErrorAccumulator driver = new VideoErrorAccumulator();
    driver.metadata_$eq(
        new AccumulatorMetadata(AccumulatorContext.newId(), scala.Option.empty(), false));
    AccumulatorContext.register(driver);
    driver.add(bad("a.mp4", FIRST, 0));
    VideoErrorAccumulator task = Serialized.copy(driver);
    assertThat(task.isZero()).as("a task begins with nothing").isTrue();
    task.add(bad("a.mp4", SECOND, 1));
    driver.merge(Serialized.copy(task));
    assertThat(driver.count()).isEqualTo(2);
    AccumulatorContext.remove(driver.id());
  }

  @Test
  void aCopyIsItsOwn() {
    VideoErrorAccumulator bad = errors(bad("a.mp4", FIRST, 0));
    VideoErrorAccumulator copy = bad.copy();
    bad.add(bad("a.mp4", FIRST, 1));
    assertThat(copy.count()).isEqualTo(1);
    assertThat(bad.copyAndReset().isZero()).isTrue();
    assertThat(bad.count()).isEqualTo(2);
  }

  private static VideoErrorAccumulator errors(VideoError... bad) {
    VideoErrorAccumulator errors = new VideoErrorAccumulator();
    for (VideoError one : bad) {
      errors.add(one);
    }
    return errors;
  }

  private static VideoError bad(String video, Segment segment, double seconds) {
    return VideoError.of(
        new Recording(video, "cam", Instant.EPOCH),
        segment,
        new VideoException(Stage.DECODE, Code.CORRUPT, video, seconds, video + " is corrupt"));
  }
}
