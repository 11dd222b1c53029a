package io.euge.spark;

import io.euge.video.DecodeOptions;
import io.euge.video.Segment;
import io.euge.video.VideoReader;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A video that could be opened, and how many frames its container declares.
 *
 * @param frames -1 where the container does not tell
 */
record ProbedVideo(String path, long frames) implements Serializable {

  /**
   * Opens every video once, in a Spark job, so that planning thousands of files is not done one
   * after the other on the driver.
   *
   * @return those that can be opened
   * @throws io.euge.EugeException as the cause of Spark's, for a video that cannot be opened and
   *     must not be left out
   */
  static List<ProbedVideo> probe(List<String> paths, SparkContext context, ErrorSink errors) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(context);
    int tasks = Math.min(paths.size(), 4 * spark.defaultParallelism());
    return spark.parallelize(paths, tasks).mapPartitions(new Probing(errors)).collect();
  }

  static ProbedVideo probe(String path) {
    try (VideoReader video = VideoReader.open(LocalVideo.of(path), DecodeOptions.DEFAULT)) {
      return new ProbedVideo(path, video.info().frames());
    }
  }

  /** How many frames the videos declare together; 0 where one of them does not tell. */
  static long frames(List<ProbedVideo> videos) {
    return videos.stream().allMatch(video -> video.frames >= 0)
        ? videos.stream().mapToLong(ProbedVideo::frames).sum()
        : 0;
  }

  VideoPartition partition() {
    return new VideoPartition(path, Segment.whole());
  }
}
