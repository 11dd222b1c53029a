package io.euge.spark.filter;

import io.euge.video.FrameSource;
import io.euge.video.Letterbox;
import io.euge.video.decode.VideoReader;
import java.nio.ByteBuffer;

/**
 * The frames of a segment that a scan wants. The others are decoded where that cannot be helped,
 * but nothing more is done with them; behind the last that can be wanted the reading ends.
 */
public final class WantedFrames implements FrameSource {
  private final String name;
  private final VideoReader video;
  private final FrameFilter filter;
  private int left;

  /**
   * @param name the video's path, as the filter knows it
   * @param limit no more frames are wanted than this
   */
  public WantedFrames(String name, VideoReader video, FrameFilter filter, int limit) {
    this.name = name;
    this.video = video;
    this.filter = filter;
    this.left = limit;
  }

  public String name() {
    return name;
  }

  /** The video, on the frame that {@link #next} went to. */
  public VideoReader video() {
    return video;
  }

  /**
   * Goes to the next wanted frame; false after the last.
   *
   * @throws io.euge.video.VideoException as {@link VideoReader#next}
   */
  @Override
  public boolean next() {
    while (left > 0 && video.next()) {
      long frame = video.frame();
      double seconds = video.seconds();
      if (filter.mayTake(FrameSpan.of(name, frame, seconds))) {
        left--;
        return true;
      }
      if (!filter.mayTake(FrameSpan.after(name, frame, seconds))) {
        left = 0;
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
