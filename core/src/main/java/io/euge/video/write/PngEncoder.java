package io.euge.video.write;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import io.euge.EugeException;
import io.euge.LeakTracker;
import io.euge.video.Letterbox;
import io.euge.video.source.Ffmpeg;
import java.util.Objects;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * Encodes images of any sizes as PNG files, which keep every bit. The same image makes the same
 * bytes. Not thread-safe.
 */
public final class PngEncoder implements ImageFileEncoder {
  private static final String ENCODER = "png";

  /** Of zlib; with the filter up, files are about as large as those of the JDK's encoder. */
  private static final int LEVEL = 2;

  private final AVCodec codec;
  private final AVFrame frame;
  private final AVPacket packet;
  private final LeakTracker.Registration registration;
  private BytePointer pixels = new BytePointer();
  private boolean closed;

  /**
   * @throws EugeException if FFmpeg lacks the encoder
   */
  public PngEncoder() {
    Ffmpeg.load();
    codec = avcodec_find_encoder_by_name(ENCODER);
    if (codec == null) {
      throw new EugeException(
          "This FFmpeg has no encoder " + ENCODER + ": use the build that Euge names in its pom");
    }
    frame = av_frame_alloc();
    packet = av_packet_alloc();
    registration = LeakTracker.register("PNG encoder");
  }

  /**
   * {@inheritDoc}
   *
   * @throws EugeException if there is no memory for the image
   * @throws IllegalStateException if the encoder is closed
   */
  @Override
  public byte[] encode(byte[] rgb, int width, int height) {
    if (closed) {
      throw new IllegalStateException("the PNG encoder is closed");
    }
    int row = Math.multiplyExact(width, Letterbox.CHANNELS);
    int size = Math.multiplyExact(row, height);
    Objects.checkFromIndexSize(0, size, rgb.length);
    if (pixels.capacity() < size) {
      pixels.close();
      pixels = new BytePointer(size);
    }
    pixels.put(rgb, 0, size);
    frame.width(width).height(height).format(AV_PIX_FMT_RGB24);
    frame.data(0, pixels).linesize(0, row);
    // A context encodes images of one size.
    AVCodecContext context = avcodec_alloc_context3(codec);
    try {
      open(context);
      check(avcodec_send_frame(context, frame));
      check(avcodec_receive_packet(context, packet));
      byte[] file = new byte[packet.size()];
      packet.data().get(file);
      return file;
    } finally {
      av_packet_unref(packet);
      avcodec_free_context(context);
    }
  }

  private void open(AVCodecContext context) {
    context.width(frame.width()).height(frame.height()).pix_fmt(AV_PIX_FMT_RGB24);
    context.time_base(av_make_q(1, 1)).sample_aspect_ratio(av_make_q(1, 1));
    context.thread_count(1).compression_level(LEVEL);
    AVDictionary options = new AVDictionary(null);
    av_dict_set(options, "pred", "up", 0);
    try {
      check(avcodec_open2(context, codec, options));
    } finally {
      av_dict_free(options);
    }
  }

  private void check(int code) {
    if (code < 0) {
      throw new EugeException(
          "Cannot encode a PNG image of %dx%d: %s; run fewer tasks at once if memory is short"
              .formatted(frame.width(), frame.height(), Ffmpeg.errorMessage(code)));
    }
  }

  /** Frees all memory. Closing twice is harmless. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      pixels.close();
      av_packet_free(packet);
      av_frame_free(frame);
      registration.unregister();
    }
  }
}
