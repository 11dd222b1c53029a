package io.euge.video.write;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_d2q;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import io.euge.EugeException;
import io.euge.LeakTracker;
import io.euge.video.source.Ffmpeg;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/**
 * Encodes images as an H.264 video in MP4, on one thread, so that the same images make the same
 * file. Not thread-safe. The file is incomplete until the writer is closed.
 */
public final class VideoWriter implements AutoCloseable {
  private static final String ENCODER = "libopenh264";

  /** A frame takes a whole number of these at the usual rates, 30000/1001 and its like included. */
  private static final int TICKS_PER_SECOND = 360_000;

  /** Of level 5.2, the highest that the encoder knows. */
  private static final int MAX_MACROBLOCKS = 36_864;

  private static final int MIN_LENGTH = 16;
  private static final int MAX_RATE_TERM = 100_000;

  /** Of a pixel aspect ratio in H.264 (ITU-T H.264, E.1.1). */
  private static final int MAX_RATIO_TERM = 65_535;

  private final Path file;
  private final int width;
  private final int height;
  private final LeakTracker.Registration registration;
  private Mp4Muxer muxer;
  private AVCodecContext encoder;
  private YuvConverter converter;
  private AVPacket packet;
  private final int ticksPerSecond;
  private final long frameTicks;
  private long nextTick;
  private long earliest;
  private boolean closed;

  /**
   * Opens a video with a constant frame rate for writing.
   *
   * @param file is overwritten if it exists
   * @param width even, in pixels
   * @param height even, in pixels
   * @param rate frames per second
   * @throws EugeException if the file cannot be written
   */
  public VideoWriter(Path file, int width, int height, int rate) {
    this(file, width, height, 1, rate, rate);
  }

  private VideoWriter(
      Path file,
      int width,
      int height,
      double pixelAspectRatio,
      double framesPerSecond,
      int ticksPerSecond) {
    if (width < 2 || height < 2 || width % 2 + height % 2 > 0 || !(framesPerSecond > 0)) {
      throw new IllegalArgumentException(
          "no video is %dx%d at %s".formatted(width, height, framesPerSecond));
    }
    checkSize(file, width, height);
    this.ticksPerSecond = ticksPerSecond;
    frameTicks = Math.max(1, Math.round(ticksPerSecond / framesPerSecond));
    this.file = file;
    this.width = width;
    this.height = height;
    Ffmpeg.load();
    registration = LeakTracker.register("writer of " + file);
    boolean opened = false;
    try {
      muxer = new Mp4Muxer(file);
      openEncoder(framesPerSecond, pixelAspectRatio);
      muxer.open(encoder);
      packet = av_packet_alloc();
      converter = new YuvConverter(width, height);
      opened = true;
    } finally {
      if (!opened) {
        free();
      }
    }
  }

  /**
   * Opens a video for writing whose images have times of their own.
   *
   * @param file is overwritten if it exists
   * @param width even, in pixels
   * @param height even, in pixels
   * @param pixelAspectRatio width of a pixel as displayed, divided by its height
   * @param framesPerSecond the average rate: for the bit rate and the duration of the last image
   * @throws EugeException if the file cannot be written
   */
  public static VideoWriter timed(
      Path file, int width, int height, double pixelAspectRatio, double framesPerSecond) {
    return new VideoWriter(
        file, width, height, pixelAspectRatio, framesPerSecond, TICKS_PER_SECOND);
  }

  private static void checkSize(Path file, int width, int height) {
    if (Math.min(width, height) < MIN_LENGTH
        || ((width + 15L) / 16) * ((height + 15L) / 16) > MAX_MACROBLOCKS) {
      throw new EugeException(
          "Cannot write %s with %dx%d pixels: the H.264 encoder takes from 16x16 to 4096x2304; scale the video to such a size first"
              .formatted(file, width, height));
    }
  }

  private void openEncoder(double rate, double pixelAspectRatio) {
    AVCodec codec = avcodec_find_encoder_by_name(ENCODER);
    if (codec == null) {
      throw new EugeException(
          "This FFmpeg has no encoder " + ENCODER + ": use the build that Euge names in its pom");
    }
    encoder = avcodec_alloc_context3(codec);
    encoder.width(width).height(height).pix_fmt(AV_PIX_FMT_YUV420P);
    encoder.time_base(av_make_q(1, ticksPerSecond)).framerate(av_d2q(rate, MAX_RATE_TERM));
    encoder.sample_aspect_ratio(av_d2q(pixelAspectRatio, MAX_RATIO_TERM));
    encoder.gop_size((int) Math.ceil(2 * rate)).thread_count(1);
    encoder.bit_rate((long) (width * height * rate / 5));
    // What YuvConverter makes; players guess another matrix for large pictures that say nothing.
    encoder.colorspace(AVCOL_SPC_SMPTE170M).color_range(AVCOL_RANGE_MPEG);
    if (muxer.needsGlobalHeader()) {
      encoder.flags(encoder.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    }
    AVDictionary options = new AVDictionary(null);
    av_dict_set(options, "allow_skip_frames", "0", 0);
    try {
      VideoWriteException.check(
          avcodec_open2(encoder, codec, options), "open the encoder for", file);
    } finally {
      av_dict_free(options);
    }
  }

  /**
   * Adds an image, a frame's duration after the one before.
   *
   * @param rgb a pixel each, red in bits 16 to 23, then green, then blue; rows without padding
   * @throws EugeException if it cannot be written, for instance because the disk is full
   * @throws IllegalStateException if the writer is closed
   */
  public void write(int[] rgb) {
    write(rgb, nextTick);
  }

  /**
   * Adds an image with a time of its own; one that is not later than the last image's is moved
   * behind it.
   *
   * @param rgb as {@link #write(int[])}
   * @param seconds from the start of the video, at least 0
   * @throws EugeException as {@link #write(int[])}
   * @throws IllegalStateException as {@link #write(int[])}
   */
  public void write(int[] rgb, double seconds) {
    write(rgb, Math.max(earliest, Math.round(seconds * ticksPerSecond)));
  }

  private void write(int[] rgb, long tick) {
    if (closed) {
      throw new IllegalStateException("the writer of " + file + " is closed");
    }
    if (rgb.length != width * height) {
      throw new IllegalArgumentException(rgb.length + " pixels, not " + width * height);
    }
    VideoWriteException.check(converter.convert(rgb), "allocate memory for", file);
    converter.frame().pts(tick);
    earliest = tick + 1;
    nextTick = tick + frameTicks;
    VideoWriteException.check(
        avcodec_send_frame(encoder, converter.frame()), "encode a frame of", file);
    drain();
  }

  private void drain() {
    int code = avcodec_receive_packet(encoder, packet);
    for (; code >= 0; code = avcodec_receive_packet(encoder, packet)) {
      packet.duration(frameTicks);
      muxer.write(packet, encoder);
    }
    if (code != AVERROR_EAGAIN() && code != AVERROR_EOF()) {
      VideoWriteException.check(code, "encode a frame of", file);
    }
  }

  /**
   * Finishes the video and frees all memory. Closing twice is harmless.
   *
   * @throws EugeException if the end cannot be written
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    try {
      VideoWriteException.check(avcodec_send_frame(encoder, null), "finish", file);
      drain();
      muxer.finish();
    } finally {
      free();
    }
  }

  private void free() {
    closed = true;
    if (converter != null) {
      converter.close();
    }
    if (packet != null) {
      av_packet_free(packet);
    }
    if (encoder != null) {
      avcodec_free_context(encoder);
    }
    if (muxer != null) {
      muxer.close();
    }
    registration.unregister();
  }
}
