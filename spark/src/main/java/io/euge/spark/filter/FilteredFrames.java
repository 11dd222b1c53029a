package io.euge.spark.filter;

import io.euge.spark.recording.Recording;
import io.euge.video.FrameSource;
import io.euge.video.Letterbox;
import io.euge.video.decode.VideoReader;
import java.nio.ByteBuffer;

/**
 * The selected frames of a segment. The others are decoded where later frames need them, but are
 * not processed further; reading ends after the last frame that can be selected.
 */
public final class FilteredFrames implements FrameSource {
  private final Recording recording;
  private final VideoReader video;
  private final FrameFilter filter;
  private int remaining;

  /** Written by the thread that reads, and read by another. */
  private volatile double reached;

  private volatile boolean atEnd;

  /**
   * @param recording the video, as the filter knows it
   */
  public FilteredFrames(Recording recording, VideoReader video, RowSelection selection) {
    this.recording = recording;
    this.video = video;
    this.filter = selection.filter();
    this.remaining = selection.limit();
  }

  /** Returns whether all of the segment was read; also after closing. */
  public boolean atEnd() {
    return atEnd;
  }

  /** Returns the presentation time in seconds of the last frame read; also after closing. */
  public double reached() {
    return reached;
  }

  /** Returns the video. */
  public Recording recording() {
    return recording;
  }

  @Override
  public boolean next() {
    while (remaining > 0) {
      if (!video.next()) {
        atEnd = true;
        return false;
      }
      long frame = video.frame();
      double seconds = video.seconds();
      reached = seconds;
      if (filter.mightMatch(FrameRange.of(recording, frame, seconds))) {
        remaining--;
        return true;
      }
      if (!filter.mightMatch(FrameRange.after(recording, frame, seconds))) {
        remaining = 0;
      }
    }
    return false;
  }

  @Override
  public long fetchNanos() {
    return video.fetchNanos();
  }

  @Override
  public long frame() {
    return video.frame();
  }

  @Override
  public double seconds() {
    return video.seconds();
  }

  /** Returns whether the current frame is a keyframe. */
  public boolean key() {
    return video.key();
  }

  @Override
  public int width() {
    return video.width();
  }

  @Override
  public int height() {
    return video.height();
  }

  @Override
  public double pixelAspectRatio() {
    return video.pixelAspectRatio();
  }

  @Override
  public void letterbox(Letterbox geometry, ByteBuffer target, int offset) {
    video.letterbox(geometry, target, offset);
  }
}
