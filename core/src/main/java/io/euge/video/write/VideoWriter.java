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
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
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
 * file. Not thread-safe. A file that was not closed is incomplete.
 */
public final class VideoWriter implements AutoCloseable {
  private static final String ENCODER = "libopenh264";

  private final Path file;
  private final int width;
  private final int height;
  private final LeakTracker.Registration registration;
  private Mp4Muxer muxer;
  private AVCodecContext encoder;
  private YuvConverter converter;
  private AVPacket packet;
  private long written;
  private boolean closed;

  /**
   * Opens a video for writing.
   *
   * @param file is overwritten if it exists
   * @param width even, in pixels
   * @param height even, in pixels
   * @param rate frames per second
   * @throws EugeException if the file cannot be written
   */
  public VideoWriter(Path file, int width, int height, int rate) {
    if (width < 2 || height < 2 || width % 2 + height % 2 > 0 || rate < 1) {
      throw new IllegalArgumentException("no video is %dx%d at %d".formatted(width, height, rate));
    }
    this.file = file;
    this.width = width;
    this.height = height;
    Ffmpeg.load();
    registration = LeakTracker.register("writer of " + file);
    boolean opened = false;
    try {
      muxer = new Mp4Muxer(file);
      openEncoder(rate);
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

  private void openEncoder(int rate) {
    AVCodec codec = avcodec_find_encoder_by_name(ENCODER);
    if (codec == null) {
      throw new EugeException(
          "This FFmpeg has no encoder " + ENCODER + ": use the build that Euge names in its pom");
    }
    encoder = avcodec_alloc_context3(codec);
    encoder.width(width).height(height).pix_fmt(AV_PIX_FMT_YUV420P);
    encoder.time_base(av_make_q(1, rate)).framerate(av_make_q(rate, 1));
    encoder.gop_size(2 * rate).thread_count(1);
    encoder.bit_rate((long) width * height * rate / 5L);
    if (muxer.needsGlobalHeader()) {
      encoder.flags(encoder.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    }
    AVDictionary options = new AVDictionary(null);
    av_dict_set(options, "allow_skip_frames", "0", 0);
    try {
      WriteFailure.check(avcodec_open2(encoder, codec, options), "open the encoder for", file);
    } finally {
      av_dict_free(options);
    }
  }

  /**
   * Adds an image.
   *
   * @param rgb a pixel each, red in bits 16 to 23, then green, then blue; rows without padding
   * @throws EugeException if it cannot be written, for instance because the disk is full
   */
  public void write(int[] rgb) {
    if (rgb.length != width * height) {
      throw new IllegalArgumentException(rgb.length + " pixels, not " + width * height);
    }
    WriteFailure.check(converter.convert(rgb), "get memory for", file);
    converter.frame().pts(written++);
    WriteFailure.check(avcodec_send_frame(encoder, converter.frame()), "encode a picture of", file);
    drain();
  }

  private void drain() {
    while (avcodec_receive_packet(encoder, packet) == 0) {
      muxer.write(packet, encoder);
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
      WriteFailure.check(avcodec_send_frame(encoder, null), "finish", file);
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
