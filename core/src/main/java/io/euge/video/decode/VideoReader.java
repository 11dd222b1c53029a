package io.euge.video.decode;

import io.euge.LeakTracker;
import io.euge.video.DecodeOptions;
import io.euge.video.FrameSource;
import io.euge.video.Letterbox;
import io.euge.video.Orientation;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoException.Stage;
import io.euge.video.VideoInfo;
import io.euge.video.VideoSource;
import io.euge.video.demux.Demuxer;
import io.euge.video.scale.Scaler;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Reads the frames of one video in presentation order.
 *
 * <p>Owns native memory until {@link #close()}. Not thread-safe: one thread at a time. Reads the
 * bytes of its source and nothing else, whatever they ask for.
 *
 * <p>Sizes are in pixels as displayed: a track's rotation and mirroring by quarter turns is
 * honoured, the shape of its pixels is not.
 */
public final class VideoReader implements FrameSource, AutoCloseable {
  private final Demuxer container;
  private final Decoder decoder;
  private final SegmentDecoder frames;
  private final Scaler scaler;
  private final AVFrame current;
  private final boolean sideways;
  private final LeakTracker.Mark mark;
  private boolean onFrame;
  private VideoException failure;
  private volatile long bytesRead;
  private boolean closed;

  private VideoReader(Demuxer container, Decoder decoder, SegmentDecoder frames) {
    this.container = container;
    this.decoder = decoder;
    this.frames = frames;
    this.current = frames.current();
    Orientation orientation = container.orientation();
    this.sideways = orientation.isSideways();
    this.scaler = new Scaler(current, orientation);
    this.bytesRead = container.bytesRead();
    this.mark = LeakTracker.mark("the video " + container.name());
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
   * Opens a part of a video before its first frame. SegmentDecoder keep the indices and times they
   * have in the whole.
   *
   * @param segment one of those that {@code SegmentPlan} gives for this video
   * @throws VideoException as {@link #open(Path, DecodeOptions)}
   */
  public static VideoReader open(VideoSource source, Segment segment, DecodeOptions options) {
    Objects.requireNonNull(segment, "segment");
    Objects.requireNonNull(options, "options");
    Demuxer container = Demuxer.open(source);
    Decoder decoder = null;
    try {
      decoder = new Decoder(container, options);
      return new VideoReader(
          container, decoder, new SegmentDecoder(container, decoder, segment, options));
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
    return frames.damage().entries();
  }

  /**
   * Bytes fetched from the source so far by this reader: of a local file, those the demuxer read.
   * Any thread may ask, at any time; the number stands still once the reader is closed.
   */
  public long bytesRead() {
    return bytesRead;
  }

  /** What the container says of this video. */
  public VideoInfo info() {
    checkOpen();
    return container.info();
  }

  /** FFmpeg's name of the decoder, such as {@code h264} or {@code libdav1d}. */
  public String decoder() {
    checkOpen();
    return decoder.name();
  }

  /**
   * Decodes the next wanted frame in presentation order.
   *
   * @return false at the end, once every frame was given
   * @throws VideoException on damage, after the good frames before it were given, unless the
   *     options tolerate it; again on every further call
   */
  @Override
  public boolean next() {
    checkOpen();
    if (failure != null) {
      throw failure;
    }
    onFrame = false;
    try {
      onFrame = frames.next();
    } catch (VideoException e) {
      failure = e;
      throw e;
    } finally {
      bytesRead = container.bytesRead();
    }
    return onFrame;
  }

  /**
   * Index of the current frame in presentation order in the whole video, from 0. It is the frame's
   * place among all that the file's packets promise, so a lost frame leaves a gap; only of a file
   * without presentation times are the frames counted as they come.
   */
  @Override
  public long frame() {
    checkOnFrame();
    return frames.index();
  }

  /**
   * Presentation time of the current frame in seconds from the start of the video's stream. Grows
   * from frame to frame: where the file gives no time, or one that does not grow, it is the last
   * one and a frame's duration.
   */
  @Override
  public double seconds() {
    checkOnFrame();
    return frames.seconds();
  }

  /** Whether the current frame is a keyframe. */
  public boolean key() {
    checkOnFrame();
    return frames.isKey();
  }

  /** Width of the current frame as displayed, in pixels. */
  @Override
  public int width() {
    checkOnFrame();
    return sideways ? current.height() : current.width();
  }

  /** Height of the current frame as displayed, in pixels. */
  @Override
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
  @Override
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
          seconds(),
          "Cannot scale frame %d of %s (at %.3f s): %s"
              .formatted(frame(), container.name(), seconds(), wrong));
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
      frames.close();
      decoder.close();
      container.close();
      mark.clear();
    }
  }
}
