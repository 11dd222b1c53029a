package io.euge.spark.filter;

import io.euge.video.FrameSource;
import io.euge.video.Letterbox;
import io.euge.video.decode.VideoReader;
import java.nio.ByteBuffer;

/**
 * The selected frames of a segment. The others are decoded where later frames need them, but are
 * not processed further; reading ends after the last frame that can be selected.
 */
public final class FilteredFrames implements FrameSource {
  private final String name;
  private final VideoReader video;
  private final FrameFilter filter;
  private int remaining;

  /**
   * @param name the video's path, as the filter knows it
   */
  public FilteredFrames(String name, VideoReader video, RowSelection selection) {
    this.name = name;
    this.video = video;
    this.filter = selection.filter();
    this.remaining = selection.limit();
  }

  /** Returns the path of the video. */
  public String name() {
    return name;
  }

  @Override
  public boolean next() {
    while (remaining > 0 && video.next()) {
      long frame = video.frame();
      double seconds = video.seconds();
      if (filter.mightMatch(FrameRange.of(name, frame, seconds))) {
        remaining--;
        return true;
      }
      if (!filter.mightMatch(FrameRange.after(name, frame, seconds))) {
        remaining = 0;
      }
    }
    return false;
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
  public void letterbox(Letterbox geometry, ByteBuffer target, int offset) {
    video.letterbox(geometry, target, offset);
  }
}
