package io.euge.video;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.euge.Leaks;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoException.Stage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Reads the frames of one video in presentation order.
 *
 * <p>Owns native memory until {@link #close()}. Not thread-safe: one thread at a time. Reads that
 * one regular file and nothing else, whatever the file asks for.
 *
 * <p>Sizes are in pixels as displayed: a track's rotation and mirroring by quarter turns is
 * honoured, the shape of its pixels is not.
 */
public final class VideoReader implements AutoCloseable {
  private static final int END = AVERROR_EOF();

  private final Container container;
  private final Decoder decoder;
  private final Scaler scaler;
  private final AVFrame current;
  private final VideoInfo info;
  private final boolean sideways;
  private final double tick;
  private final double frameSeconds;
  private final Leaks.Mark mark;
  private long startTicks;
  private long frame = -1;
  private double seconds = Double.NaN;
  private boolean onFrame;
  private boolean ended;
  private VideoException failure;
  private final List<VideoException> damage = new ArrayList<>();
  private boolean closed;

  private VideoReader(Container container, Decoder decoder) {
    this.container = container;
    this.decoder = decoder;
    this.current = decoder.frame();
    Orientation orientation = container.orientation();
    this.sideways = orientation.isSideways();
    this.info = container.info();
    this.tick = container.tick();
    this.frameSeconds = info.framesPerSecond() > 0 ? 1 / info.framesPerSecond() : 0.04;
    this.startTicks = container.startTicks();
    this.scaler = new Scaler(current, orientation);
    this.mark = Leaks.mark("the video " + container.name());
  }

  /**
   * Opens a video before its first frame.
   *
   * @throws VideoException if the file is missing, no regular file, unreadable, empty, no video in
   *     an admitted format, or has no video track with an admitted codec
   */
  public static VideoReader open(Path file, DecodeOptions options) {
    return open(VideoSource.of(file), Segment.whole(), options);
  }

  /**
   * Opens a part of a video before its first frame. Frames keep the indices and times they have in
   * the whole.
   *
   * @param segment one of those that {@link VideoPlan} gives for this video
   * @throws VideoException as {@link #open(Path, DecodeOptions)}
   */
  public static VideoReader open(VideoSource source, Segment segment, DecodeOptions options) {
    Objects.requireNonNull(segment, "segment");
    Objects.requireNonNull(options, "options");
    Container container = Container.open(source);
    Decoder decoder = null;
    try {
      decoder = new Decoder(container, options);
      return new VideoReader(container, decoder);
    } catch (Throwable e) {
      if (decoder != null) {
        decoder.close();
      }
      container.close();
      throw e;
    }
  }

  /**
   * What the container says of a video; no frame is kept.
   *
   * @throws VideoException as {@link #open}
   */
  public static VideoInfo probe(Path file) {
    try (VideoReader reader = open(file, DecodeOptions.DEFAULT)) {
      return reader.info();
    }
  }

  /**
   * The damage met so far, in the order it was met; empty unless the options are tolerant. A frame
   * that is missing is in one of these.
   */
  public List<VideoException> damage() {
    return List.copyOf(damage);
  }

  /** What the container says of this video. */
  public VideoInfo info() {
    checkOpen();
    return info;
  }

  /**
   * Decodes the next frame in presentation order.
   *
   * @return false at the end, once every frame was given
   * @throws VideoException on damage, after the good frames before it were given; again on every
   *     further call
   */
  public boolean next() {
    checkOpen();
    if (failure != null) {
      throw failure;
    }
    if (ended) {
      return false;
    }
    onFrame = false;
    int code = decoder.next();
    if (code == END) {
      checkComplete();
      ended = true;
      return false;
    }
    if (code < 0) {
      throw damaged(code);
    }
    frame++;
    seconds = presented(current.best_effort_timestamp());
    onFrame = true;
    return true;
  }

  private double presented(long ticks) {
    if (ticks != AV_NOPTS_VALUE && startTicks == AV_NOPTS_VALUE) {
      startTicks = ticks;
    }
    double time = ticks == AV_NOPTS_VALUE ? Double.NaN : (ticks - startTicks) * tick;
    if (frame == 0) {
      return Double.isNaN(time) ? 0 : time;
    }
    return time > seconds ? time : seconds + frameSeconds;
  }

  /** An end is only an end if nothing that the file promises is missing. */
  private void checkComplete() {
    long declared = container.hasIndex() ? container.indexed() : -1;
    if (declared > decoder.packets()) {
      throw fail(
          "%s is cut short or damaged: its index declares %d frames and %d could be read (%s)"
              .formatted(container.name(), declared, frame + 1, at()));
    }
    if (decoder.readingEndedWith() != END) {
      throw damaged(decoder.readingEndedWith());
    }
    long missing = container.missingBytes();
    if (missing > 0) {
      throw fail(
          "%s is cut short: %d bytes it declares are missing, and %d frames could be read (%s)"
              .formatted(container.name(), missing, frame + 1, at()));
    }
    if (container.hasIndex() && decoder.due() > frame + 1) {
      throw fail(
          "%s is damaged: it holds %d frames and %d could be decoded (%s)"
              .formatted(container.name(), decoder.due(), frame + 1, at()));
    }
    if (frame < 0) {
      throw fail("%s is damaged: no frame could be read".formatted(container.name()));
    }
  }

  private VideoException damaged(int code) {
    return fail(
        frame < 0
            ? "%s is damaged from its first frame on: %s"
                .formatted(container.name(), Ffmpeg.words(code))
            : "%s is damaged after frame %d (%s): %s"
                .formatted(container.name(), frame, at(), Ffmpeg.words(code)));
  }

  private VideoException fail(String message) {
    failure = new VideoException(Stage.DECODE, Code.DAMAGED, container.name(), seconds, message);
    return failure;
  }

  private String at() {
    return frame < 0 ? "no frame could be read" : "at %.3f s".formatted(seconds);
  }

  /** Index of the current frame in presentation order, from 0. */
  public long frame() {
    checkOnFrame();
    return frame;
  }

  /**
   * Presentation time of the current frame in seconds from the start of the video's stream. Grows
   * from frame to frame: where the file gives no time, or one that does not grow, it is the last
   * one and a frame's duration.
   */
  public double seconds() {
    checkOnFrame();
    return seconds;
  }

  /** Whether the current frame is a keyframe. */
  public boolean key() {
    checkOnFrame();
    return (current.flags() & AVFrame.AV_FRAME_FLAG_KEY) != 0;
  }

  /** Width of the current frame as displayed, in pixels. */
  public int width() {
    checkOnFrame();
    return sideways ? current.height() : current.width();
  }

  /** Height of the current frame as displayed, in pixels. */
  public int height() {
    checkOnFrame();
    return sideways ? current.width() : current.height();
  }

  /**
   * Scales the current frame into {@code target}, bytes {@code offset} to {@code offset +
   * geometry.bytes()}, as rows of RGB, and fills the bars around it with grey. No other byte is
   * changed, nor the buffer's position. Nothing is allocated but when sizes, pixel format or buffer
   * change. The reader remembers the last few buffers until it is closed.
   *
   * @param geometry {@link Letterbox#of} this frame's {@link #width()} and {@link #height()}
   * @param target a direct buffer
   * @throws IllegalArgumentException if the buffer is not direct or read-only
   * @throws IndexOutOfBoundsException if the canvas does not fit below the buffer's limit
   * @throws VideoException if the frame's pixel format cannot be scaled
   */
  public void letterbox(Letterbox geometry, ByteBuffer target, int offset) {
    checkOnFrame();
    if (!target.isDirect() || target.isReadOnly()) {
      throw new IllegalArgumentException(
          "A frame is scaled into a direct, writable buffer, not " + target);
    }
    Objects.checkFromIndexSize(offset, geometry.bytes(), target.limit());
    String wrong = scaler.letterbox(current, geometry, target, offset);
    if (wrong != null) {
      throw new VideoException(
          Stage.SCALE,
          Code.UNSUPPORTED,
          container.name(),
          seconds,
          "Cannot scale frame %d of %s (%s): %s".formatted(frame, container.name(), at(), wrong));
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("The video " + container.name() + " is closed");
    }
  }

  private void checkOnFrame() {
    checkOpen();
    if (!onFrame) {
      throw new IllegalStateException(
          "The video " + container.name() + " is not on a frame; call next() first");
    }
  }

  /** Frees all native memory. Closing twice is harmless. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      scaler.close();
      decoder.close();
      container.close();
      mark.clear();
    }
  }
}
