package io.euge.spark.source.planning;

import io.euge.spark.recording.Recording;
import io.euge.spark.source.planning.VideoSplits.Split;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * Groups segments into tasks as Spark's file sources do with files: small ones share a task, as
 * long as there are several tasks for each core.
 *
 * @param segmentSeconds the length of a segment, which a group does not exceed; 0 if videos are not
 *     split
 * @param parallelism the number of tasks that can run at once
 */
public record TaskPacker(double segmentSeconds, int parallelism) {
  /** Enough that cores finish at about the same time. */
  static final int TASKS_PER_CORE = 4;

  /** The length of a group where none is given. */
  private static final double GROUP_SECONDS = 60;

  /** What opening a video costs, as a length of video. */
  private static final double OPENING_SECONDS = 0.5;

  /** The bit rate of a usual recording, for videos of unknown length. */
  private static final double BYTES_PER_SECOND = 500_000;

  private record Part(VideoSegment segment, double seconds) {
    static Part of(Recording video, Split split, int splits) {
      return new Part(
          new VideoSegment(video, split.segment(), split.seconds(), splits), seconds(video, split));
    }

    private static double seconds(Recording video, Split split) {
      if (split.seconds() >= 0) {
        return split.seconds();
      }
      return video.bytes() >= 0 ? video.bytes() / BYTES_PER_SECOND : Double.MAX_VALUE;
    }

    double cost() {
      return seconds + OPENING_SECONDS;
    }
  }

  /** Returns about what reading a segment costs, as seconds of video. */
  public static double cost(Recording video, Split split) {
    return Part.of(video, split, 1).cost();
  }

  /**
   * Returns the tasks of a scan. Long segments come first, so that the cluster does not wait for
   * one of them at the end; those of about the same length stay in the order of videos and time.
   */
  InputPartition[] longestFirst(List<VideoSplits> videos) {
    List<Part> parts = parts(videos);
    double longest = longest(parts);
    parts.sort(Comparator.comparingLong(part -> -Math.round(part.seconds / longest)));
    return pack(parts, longest);
  }

  /** Returns the tasks of a scan in the order of videos and time. */
  InputPartition[] inOrder(List<VideoSplits> videos) {
    List<Part> parts = parts(videos);
    return pack(parts, longest(parts));
  }

  private static List<Part> parts(List<VideoSplits> videos) {
    List<Part> parts = new ArrayList<>();
    for (VideoSplits video : videos) {
      List<Split> splits = video.splits();
      splits.forEach(split -> parts.add(Part.of(video.video(), split, splits.size())));
    }
    return parts;
  }

  /** Returns the length that a group of segments does not exceed. */
  private double longest(List<Part> parts) {
    double longest = segmentSeconds > 0 ? segmentSeconds : GROUP_SECONDS;
    double all = parts.stream().mapToDouble(part -> Math.min(part.cost(), longest)).sum();
    return Math.min(longest, all / (TASKS_PER_CORE * (double) parallelism));
  }

  private static InputPartition[] pack(List<Part> parts, double longest) {
    List<VideoPartition> tasks = new ArrayList<>();
    List<VideoSegment> group = new ArrayList<>();
    double cost = 0;
    for (Part part : parts) {
      if (!group.isEmpty() && cost + part.cost() > longest) {
        tasks.add(new VideoPartition(group));
        group.clear();
        cost = 0;
      }
      group.add(part.segment);
      cost += part.cost();
    }
    if (!group.isEmpty()) {
      tasks.add(new VideoPartition(group));
    }
    return tasks.toArray(InputPartition[]::new);
  }
}
