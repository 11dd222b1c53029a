package io.euge.spark.source.planning;

import io.euge.spark.conf.ReadSettings;
import io.euge.spark.filter.ExpectedFrames;
import io.euge.spark.filter.FrameFilter;
import io.euge.spark.filter.FrameSpan;
import io.euge.spark.storage.HadoopVideos;
import io.euge.video.Segment;
import io.euge.video.split.VideoPlan;
import java.io.Serializable;
import java.util.List;

/**
 * The parts of a video that a scan reads.
 *
 * @param notice why it is not split although it is long; null if it is
 */
record PlannedVideo(String path, List<Part> parts, String notice) implements Serializable {
  /**
   * @param frames how many rows it should give; {@link ExpectedFrames#UNKNOWN} if that is not known
   * @param seconds how long it is; NaN if that is not known
   */
  record Part(Segment segment, long frames, double seconds) implements Serializable {}

  /**
   * Opens the video and cuts it.
   *
   * @throws io.euge.video.VideoException for a video that cannot be opened
   */
  static PlannedVideo of(
      String path, HadoopVideos videos, ReadSettings settings, FrameFilter filter) {
    VideoPlan plan = VideoPlan.of(videos.at(path), settings.segmentSeconds());
    List<Part> parts =
        plan.segments().stream()
            .filter(segment -> filter.mayTake(FrameSpan.of(path, segment)))
            .map(
                segment ->
                    new Part(
                        segment,
                        ExpectedFrames.of(
                            path, plan.info(), segment, settings.decode().sampling(), filter),
                        (segment.to() == null ? plan.info().seconds() : segment.end())
                            - segment.start()))
            .toList();
    return new PlannedVideo(path, parts, parts.isEmpty() ? null : plan.notice());
  }

  /** One that is read as a whole, if it is read at all, and was not opened to plan that. */
  static PlannedVideo unopened(String path) {
    return new PlannedVideo(
        path, List.of(new Part(Segment.whole(), ExpectedFrames.UNKNOWN, Double.NaN)), null);
  }

  /** How many rows it should give; 0 if that is not known. */
  long frames() {
    return frames(List.of(this));
  }

  /** How many rows videos should give together; 0 where that is not known of one. */
  static long frames(List<PlannedVideo> videos) {
    long sum = 0;
    for (PlannedVideo video : videos) {
      for (Part part : video.parts) {
        if (part.frames == ExpectedFrames.UNKNOWN) {
          return 0;
        }
        sum += part.frames;
      }
    }
    return sum;
  }
}
