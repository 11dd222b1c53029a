package io.euge.video.decode;

import io.euge.LeakTracker;
import io.euge.video.DecodeOptions;
import io.euge.video.FrameSource;
import io.euge.video.Letterbox;
import io.euge.video.Orientation;
import io.euge.video.RecordingTime;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoException.Stage;
import io.euge.video.VideoInfo;
import io.euge.video.VideoSource;
import io.euge.video.demux.Demuxer;
import io.euge.video.demux.PixelAspectRatio;
import io.euge.video.scale.Scaler;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Reads the frames of one video in presentation order.
 *
 * <p>Owns native memory until {@link #close()}. Not thread-safe: one thread at a time. Reads the
 * bytes of its source and nothing else, whatever they ask for.
 *
 * <p>Sizes are in pixels without the borders that the container hides, after rotation and mirroring
 * by quarter turns, before stretching by the pixel aspect ratio.
 */
public final class VideoReader implements FrameSource, AutoCloseable {
  private final Demuxer demuxer;
  private final Decoder decoder;
  private final SegmentDecoder segment;
  private final Scaler scaler;

  /** Of frames in their own size, so that each of two sizes keeps its context. */
  private final Scaler unscaled;

  private final CurrentFrame current;
  private final Orientation orientation;
  private final PixelAspectRatio pixelAspectRatio;
  private final LeakTracker.Registration registration;
  private boolean onFrame;
  private VideoException failure;
  private volatile long bytesRead;
  private boolean closed;

  private VideoReader(Demuxer demuxer, Decoder decoder, SegmentDecoder segment) {
    this.demuxer = demuxer;
    this.decoder = decoder;
    this.segment = segment;
    this.current = segment.current();
    this.orientation = segment.orientation();
    this.pixelAspectRatio = demuxer.pixelAspectRatio(orientation);
    this.scaler = new Scaler(current.frame(), orientation);
    this.unscaled = new Scaler(current.frame(), orientation);
    this.bytesRead = demuxer.bytesRead();
    this.registration = LeakTracker.register("the video " + demuxer.name());
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
   * @param segment one of those that {@code SegmentPlan} gives for this video
   * @throws VideoException as {@link #open(Path, DecodeOptions)}
   */
  public static VideoReader open(VideoSource source, Segment segment, DecodeOptions options) {
    Objects.requireNonNull(segment, "segment");
    Objects.requireNonNull(options, "options");
    Demuxer demuxer = Demuxer.open(source);
    Decoder decoder = null;
    try {
      decoder = new Decoder(demuxer, options);
      return new VideoReader(
          demuxer, decoder, new SegmentDecoder(demuxer, decoder, segment, options));
    } catch (Throwable e) {
      if (decoder != null) {
        decoder.close();
      }
      demuxer.close();
      throw e;
    }
  }

  /**
   * Returns what the container declares about a video; keeps no frame.
   *
   * @throws VideoException as {@link #open}
   */
  public static VideoInfo probe(Path file) {
    try (VideoReader reader = open(file, DecodeOptions.DEFAULT)) {
      return reader.info();
    }
  }

  /**
   * Returns the damage so far, in the order it was found; empty unless the options are tolerant.
   * Each missing frame is part of one of these.
   */
  public List<VideoException> damage() {
    return segment.damage().entries();
  }

  /**
   * Returns the bytes fetched from the source so far by this reader: of a local file, those the
   * demuxer read. May be called by any thread at any time; constant once the reader is closed.
   */
  public long bytesRead() {
    return bytesRead;
  }

  /**
   * Returns the nanoseconds spent so far on fetching bytes, with the opening. Of a local file,
   * which FFmpeg reads itself, this is estimated from one packet in {@value Demuxer#TIMED}.
   */
  @Override
  public long fetchNanos() {
    return closed ? 0 : demuxer.fetchNanos();
  }

  /** Returns what the container declares about this video. */
  public VideoInfo info() {
    checkOpen();
    return demuxer.info(orientation);
  }

  /** Returns when the container says that it was created; null if it does not. */
  public RecordingTime created() {
    checkOpen();
    return demuxer.created();
  }

  /** Returns FFmpeg's name of the decoder, such as {@code h264} or {@code libdav1d}. */
  public String decoder() {
    checkOpen();
    return decoder.name();
  }

  /**
   * Decodes the next selected frame in presentation order.
   *
   * @return false at the end, after every frame was returned
   * @throws VideoException on damage, after the good frames before it were returned, unless the
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
      onFrame = segment.next();
    } catch (VideoException e) {
      failure = e;
      throw e;
    } finally {
      bytesRead = demuxer.bytesRead();
    }
    return onFrame;
  }

  /**
   * Returns the index of the current frame in the whole video, from 0. It is the frame's position,
   * in the decoder's order of output, among all that the file's packets promise, so a lost frame
   * leaves a gap. Timestamps take no part in it.
   */
  @Override
  public long frame() {
    checkOnFrame();
    return current.index();
  }

  /**
   * Returns the presentation time of the current frame in seconds from the video's first frame. It
   * never decreases: where recordings were joined, later times are shifted; a frame without a time,
   * or with one before that of the frame before, follows that one by a nominal duration.
   */
  @Override
  public double seconds() {
    checkOnFrame();
    return current.seconds();
  }

  /** Returns whether the current frame is a keyframe. */
  public boolean key() {
    checkOnFrame();
    return current.isKey();
  }

  /** Returns the width of the current frame after rotation, in pixels, not stretched. */
  @Override
  public int width() {
    checkOnFrame();
    return orientation.isSideways() ? current.frame().height() : current.frame().width();
  }

  /** Returns the height of the current frame after rotation, in pixels. */
  @Override
  public int height() {
    checkOnFrame();
    return orientation.isSideways() ? current.frame().width() : current.frame().height();
  }

  /**
   * Returns the width of a pixel of the current frame as displayed, divided by its height. It is 1
   * if neither container nor codec declares it, or what they declare is beyond ten to one.
   */
  @Override
  public double pixelAspectRatio() {
    checkOnFrame();
    return pixelAspectRatio.of(current.pixelAspectRatio());
  }

  /**
   * Scales the current frame into {@code target}, bytes {@code offset} to {@code offset +
   * geometry.bytes()}, as rows of RGB, of BT.709 and standard range, and fills the bars around it
   * with gray. No other byte is changed, nor the buffer's position. Nothing is allocated but when
   * sizes, pixel format, colors or buffer change. The reader remembers the last few buffers until
   * it is closed.
   *
   * @param geometry {@link Letterbox#of} this frame's {@link #width()} and {@link #height()}; with
   *     its {@link #pixelAspectRatio()} for the frame as displayed, without for its pixels
   * @param target a direct buffer
   * @throws IllegalArgumentException if the buffer is not direct or read-only
   * @throws IndexOutOfBoundsException if the canvas does not fit below the buffer's limit
   * @throws VideoException if the frame's pixel format or colors cannot be converted
   */
  @Override
  public void letterbox(Letterbox geometry, ByteBuffer target, int offset) {
    checkOnFrame();
    if (!target.isDirect() || target.isReadOnly()) {
      throw new IllegalArgumentException(
          "A frame is scaled into a direct, writable buffer, not " + target);
    }
    Objects.checkFromIndexSize(offset, geometry.bytes(), target.limit());
    boolean ownSize = geometry.width() == width() && geometry.height() == height();
    String reason = (ownSize ? unscaled : scaler).letterbox(geometry, target, offset);
    if (reason != null) {
      throw new VideoException(
          Stage.SCALE,
          Code.UNSUPPORTED,
          demuxer.name(),
          seconds(),
          "Cannot scale frame %d of %s (at %.3f s): %s"
              .formatted(frame(), demuxer.name(), seconds(), reason));
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("The video " + demuxer.name() + " is closed");
    }
  }

  private void checkOnFrame() {
    checkOpen();
    if (!onFrame) {
      throw new IllegalStateException(
          "The video " + demuxer.name() + " is not on a frame; call next() first");
    }
  }

  /** Frees all native memory. Closing twice is harmless. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      scaler.close();
      unscaled.close();
      segment.close();
      decoder.close();
      demuxer.close();
      registration.unregister();
    }
  }
}
