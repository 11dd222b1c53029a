package io.euge.video.write;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR0;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import io.euge.EugeException;
import io.euge.LeakTracker;
import io.euge.video.source.Ffmpeg;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * Writes pictures as an H.264 video in MP4, on one thread, so that the same pictures make the same
 * file. Not thread-safe. A file that was not closed is no video.
 */
public final class VideoWriter implements AutoCloseable {
  private static final String ENCODER = "libopenh264";

  private final Path file;
  private final int rate;
  private final LeakTracker.Mark mark;
  private final int width;
  private final int height;
  private AVFormatContext format = new AVFormatContext(null);
  private AVIOContext io = new AVIOContext(null);
  private AVCodecContext encoder;
  private AVStream stream;
  private AVFrame picture;
  private IntPointer pixels;
  private int stride;
  private AVFrame frame;
  private AVPacket packet;
  private SwsContext toYuv;
  private long written;
  private boolean closed;

  /**
   * Begins a video.
   *
   * @param file overwritten if it is there
   * @param width even, in pixels
   * @param height even, in pixels
   * @param rate frames a second
   * @throws EugeException if the file cannot be written
   */
  public VideoWriter(Path file, int width, int height, int rate) {
    if (width < 2 || height < 2 || width % 2 + height % 2 > 0 || rate < 1) {
      throw new IllegalArgumentException("no video is %dx%d at %d".formatted(width, height, rate));
    }
    this.file = file;
    this.rate = rate;
    Ffmpeg.load();
    mark = LeakTracker.mark("writer of " + file);
    this.width = width;
    this.height = height;
    boolean begun = false;
    try {
      begin();
      begun = true;
    } finally {
      if (!begun) {
        free();
      }
    }
  }

  private void begin() {
    check(avformat_alloc_output_context2(format, null, "mp4", file.toString()), "choose MP4 for");
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
    if ((format.oformat().flags() & AVFMT_GLOBALHEADER) != 0) {
      encoder.flags(encoder.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    }
    AVDictionary options = new AVDictionary(null);
    av_dict_set(options, "allow_skip_frames", "0", 0);
    try {
      check(avcodec_open2(encoder, codec, options), "open the encoder for");
    } finally {
      av_dict_free(options);
    }
    stream = avformat_new_stream(format, null);
    stream.time_base(encoder.time_base()).avg_frame_rate(encoder.framerate());
    check(avcodec_parameters_from_context(stream.codecpar(), encoder), "describe");
    check(avio_open(io, file.toString(), AVIO_FLAG_WRITE), "open");
    format.pb(io);
    check(avformat_write_header(format, (AVDictionary) null), "begin");
    packet = av_packet_alloc();
    picture = frame(AV_PIX_FMT_BGR0);
    pixels = new IntPointer(picture.data(0));
    stride = picture.linesize(0) / Integer.BYTES;
    frame = frame(AV_PIX_FMT_YUV420P);
    toYuv =
        sws_getContext(
            width,
            height,
            AV_PIX_FMT_BGR0,
            width,
            height,
            AV_PIX_FMT_YUV420P,
            SWS_BILINEAR,
            null,
            null,
            (DoublePointer) null);
  }

  private AVFrame frame(int pixelFormat) {
    AVFrame made = av_frame_alloc();
    made.width(width).height(height).format(pixelFormat);
    if (av_frame_get_buffer(made, 0) < 0) {
      av_frame_free(made);
      throw new EugeException(
          "There is no memory for a picture of %dx%d: make smaller ones".formatted(width, height));
    }
    return made;
  }

  /**
   * Adds a picture.
   *
   * @param rgb a pixel each, red in bits 16 to 23, then green, then blue; rows without gaps
   * @throws EugeException if it cannot be written, as on a full disk
   */
  public void write(int[] rgb) {
    if (rgb.length != width * height) {
      throw new IllegalArgumentException(rgb.length + " pixels, not " + width * height);
    }
    for (int row = 0; row < height; row++) {
      pixels.position((long) row * stride);
      pixels.put(rgb, row * width, width);
    }
    check(av_frame_make_writable(frame), "get memory for");
    sws_scale(toYuv, picture.data(), picture.linesize(), 0, height, frame.data(), frame.linesize());
    frame.pts(written++);
    check(avcodec_send_frame(encoder, frame), "encode a picture of");
    drain();
  }

  private void drain() {
    while (avcodec_receive_packet(encoder, packet) == 0) {
      packet.stream_index(stream.index());
      packet.duration(1);
      av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
      check(av_interleaved_write_frame(format, packet), "write");
    }
  }

  /**
   * Ends the video and frees all.
   *
   * @throws EugeException if the end cannot be written
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    try {
      check(avcodec_send_frame(encoder, null), "finish");
      drain();
      check(av_write_trailer(format), "finish");
    } finally {
      free();
    }
  }

  private void free() {
    closed = true;
    sws_freeContext(toYuv);
    if (packet != null) {
      av_packet_free(packet);
    }
    if (picture != null) {
      av_frame_free(picture);
    }
    if (frame != null) {
      av_frame_free(frame);
    }
    if (encoder != null) {
      avcodec_free_context(encoder);
    }
    if (!io.isNull()) {
      avio_closep(io);
    }
    if (!format.isNull()) {
      avformat_free_context(format);
    }
    mark.clear();
  }

  private void check(int result, String what) {
    if (result < 0) {
      throw new EugeException(
          "Cannot %s %s: %s; free space there or choose another place"
              .formatted(what, file, Ffmpeg.errorMessage(result)));
    }
  }
}
