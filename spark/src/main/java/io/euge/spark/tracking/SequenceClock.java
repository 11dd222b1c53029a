package io.euge.spark.tracking;

import io.euge.EugeException;

/**
 * Follows the frames of videos in order, and says where a new sequence begins. A sequence is a
 * video, or several files of one camera that follow each other.
 */
final class SequenceClock {
  /** Seconds; recorders' clocks and file names are no better. */
  private static final double MAX_GAP = 1;

  private final boolean joinFiles;
  private String sequence;
  private String video;
  private String camera;

  /** When the sequence and the video began, in microseconds since 1970; null if unknown. */
  private Long sequenceStart;

  private Long videoStart;
  private long frame;
  private double seconds = Double.NaN;

  /** Seconds between the last two frames: those of sampled videos are far from each other. */
  private double step;

  SequenceClock(boolean joinFiles) {
    this.joinFiles = joinFiles;
  }

  /**
   * Advances to a frame.
   *
   * @param start when its video began, in microseconds since 1970; null if unknown
   * @return whether a new sequence begins with it
   * @throws EugeException if the frame does not come after the last one of its video
   */
  boolean advance(String newVideo, String newCamera, Long start, long newFrame, double newSeconds) {
    boolean sameVideo = newVideo.equals(video);
    if (sameVideo && newFrame <= frame) {
      throw new EugeException(
          "Cannot track %s: frame %d is in the table more than once; give a table in which each frame has one row"
              .formatted(video, newFrame));
    }
    boolean begins = !sameVideo && !(joinFiles && follows(newCamera, start, newSeconds));
    if (begins) {
      sequence = newVideo;
      sequenceStart = start;
    }
    if (begins || !sameVideo) {
      step = 0;
    } else if (newSeconds > seconds) {
      step = newSeconds - seconds;
    }
    video = newVideo;
    camera = newCamera;
    videoStart = start;
    frame = newFrame;
    seconds = newSeconds;
    return begins;
  }

  private boolean follows(String newCamera, Long start, double newSeconds) {
    if (newCamera == null || !newCamera.equals(camera) || start == null || videoStart == null) {
      return false;
    }
    double gap = (start - videoStart) / 1e6 + newSeconds - seconds;
    return gap >= -MAX_GAP && gap <= MAX_GAP + step;
  }

  /** Returns the first video of the sequence. */
  String sequence() {
    return sequence;
  }

  /** Returns the time of the frame in seconds since the first video began. */
  double seconds() {
    return sequence.equals(video) ? seconds : (videoStart - sequenceStart) / 1e6 + seconds;
  }
}
