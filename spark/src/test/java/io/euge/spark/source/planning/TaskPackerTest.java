package io.euge.spark.source.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.filter.RowCountEstimator;
import io.euge.spark.recording.Recording;
import io.euge.spark.source.planning.VideoSplits.Split;
import io.euge.video.Segment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.connector.read.InputPartition;
import org.junit.jupiter.api.Test;

class TaskPackerTest {
  @Test
  void shortVideosShareTasksOfAboutASegment() {
    List<Integer> sizes = sizes(new TaskPacker(60, 2), clips(2000, 1));
    assertThat(sizes).hasSize(50).allMatch(size -> size == 40);
  }

  @Test
  void thereAreSeveralTasksForEachCore() {
    assertThat(sizes(new TaskPacker(60, 2), clips(16, 1))).hasSize(8);
    assertThat(sizes(new TaskPacker(60, 50), clips(2000, 1))).hasSizeBetween(200, 250);
    assertThat(sizes(new TaskPacker(60, 1000), clips(2000, 1))).hasSize(2000);
  }

  @Test
  void aVideoOfNoLengthCostsItsOpening() {
    assertThat(sizes(new TaskPacker(60, 2), clips(2400, 0))).allMatch(size -> size <= 120);
  }

  @Test
  void segmentsOfAboutTheGivenLengthAreTasksOfTheirOwn() {
    assertThat(sizes(new TaskPacker(60, 2), clips(40, 59.9))).hasSize(40);
    assertThat(sizes(new TaskPacker(60, 2), clips(40, 600))).hasSize(40);
  }

  @Test
  void aLongVideoDoesNotMakeTheGroupsOfTheOthersLonger() {
    List<VideoSplits> videos = clips(17, 1);
    List<VideoSplits> withLong = new java.util.ArrayList<>(videos.subList(0, 16));
    withLong.add(video(16, 100_000, Recording.UNKNOWN_SIZE));
    assertThat(sizes(new TaskPacker(0, 1), withLong)).hasSizeGreaterThan(2).startsWith(1);
  }

  @Test
  void theSizeOfAFileStandsForALengthThatIsUnknown() {
    List<VideoSplits> small =
        IntStream.range(0, 400).mapToObj(i -> video(i, Double.NaN, 500_000)).toList();
    assertThat(sizes(new TaskPacker(60, 2), small)).hasSize(10);
    List<VideoSplits> unknown =
        IntStream.range(0, 40).mapToObj(i -> video(i, Double.NaN, Recording.UNKNOWN_SIZE)).toList();
    assertThat(sizes(new TaskPacker(60, 2), unknown)).hasSize(40);
  }

  @Test
  void everySegmentIsInOneTaskInItsOrder() {
    List<VideoSplits> videos = clips(123, 7);
    for (InputPartition[] tasks :
        List.of(
            new TaskPacker(60, 2).inOrder(videos), new TaskPacker(60, 2).longestFirst(videos))) {
      assertThat(
              Arrays.stream(tasks)
                  .flatMap(task -> ((VideoPartition) task).segments().stream())
                  .map(VideoSegment::video))
          .containsExactlyElementsOf(videos.stream().map(VideoSplits::video).toList());
    }
  }

  @Test
  void noSegmentsAreNoTasks() {
    assertThat(new TaskPacker(60, 2).longestFirst(List.of())).isEmpty();
  }

  private static List<Integer> sizes(TaskPacker packer, List<VideoSplits> videos) {
    return Arrays.stream(packer.longestFirst(videos))
        .map(task -> ((VideoPartition) task).segments().size())
        .toList();
  }

  private static List<VideoSplits> clips(int count, double seconds) {
    return IntStream.range(0, count)
        .mapToObj(i -> video(i, seconds, Recording.UNKNOWN_SIZE))
        .toList();
  }

  private static VideoSplits video(int number, double seconds, long bytes) {
    return new VideoSplits(
        new Recording("%05d.mp4".formatted(number), null, null, bytes, 0),
        List.of(new Split(Segment.whole(), RowCountEstimator.UNKNOWN, seconds)),
        null);
  }
}
