package io.euge.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.IntPointer;

/**
 * Writes a small clip whose pixels a test knows. The file's ending chooses the container; by
 * default 25 MPEG-4 frames of 160x120 with two B-frames in a row and a keyframe every ten, each
 * frame painted with its own index.
 *
 * <pre>{@code
 * new ClipWriter().size(64, 48).frames(30).rotation(90).write(folder.resolve("clip.mp4"));
 * }</pre>
 */
public final class ClipWriter {
  private int width = 160;
  private int height = 120;
  private int frames = 25;
  private int rate = 25;
  private int gop = 10;
  private int bFrames = 2;
  private String codec = "mpeg4";
  private int pixelFormat = AV_PIX_FMT_YUV420P;
  private int[] matrix;
  private int[] pixelAspectRatio = {0, 1};
  private byte[] dolbyVision;
  private int[] colors = {
    AVCOL_SPC_UNSPECIFIED, AVCOL_RANGE_UNSPECIFIED, AVCOL_TRC_UNSPECIFIED, AVCOL_PRI_UNSPECIFIED,
  };
  private Coding coding;
  private Pattern pattern = Patterns.index();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  /** Columns then rows of pixels; both may be odd. */
  public ClipWriter size(int width, int height) {
    this.width = width;
    this.height = height;
    return this;
  }

  public ClipWriter frames(int frames) {
    this.frames = frames;
    return this;
  }

  /** Frames for each second. */
  public ClipWriter rate(int rate) {
    this.rate = rate;
    return this;
  }

  /** Frames from one keyframe to the next, and B-frames between two others. */
  public ClipWriter gop(int gop, int bFrames) {
    this.gop = gop;
    this.bFrames = bFrames;
    return this;
  }

  /**
   * FFmpeg's name of an encoder and of a planar 4:2:0 or 4:4:4 pixel format of it. Formats of the
   * {@code yuvj} family are full range.
   */
  public ClipWriter codec(String codec, String pixelFormat) {
    this.codec = codec;
    this.pixelFormat = av_get_pix_fmt(pixelFormat);
    this.bFrames = codec.equals("mpeg4") ? bFrames : 0;
    return this;
  }

  /** Asks players to turn the picture clockwise: 0, 90, 180 or 270. */
  public ClipWriter rotation(int degrees) {
    int cos = (int) Math.rint(Math.cos(Math.toRadians(degrees)));
    int sin = (int) Math.rint(Math.sin(Math.toRadians(degrees)));
    return orientation(cos, sin, -sin, cos);
  }

  /** Asks players to show pixel (x, y) at (a x + c y, b x + d y), moved back into view. */
  public ClipWriter orientation(int a, int b, int c, int d) {
    int tx = a < 0 || c < 0 ? (a != 0 ? width : height) : 0;
    int ty = b < 0 || d < 0 ? (d != 0 ? height : width) : 0;
    int one = 1 << 16;
    matrix = new int[] {a * one, b * one, 0, c * one, d * one, 0, tx * one, ty * one, 1 << 30};
    return this;
  }

  /** Says that a pixel is displayed so many times as wide as it is high. */
  public ClipWriter pixelAspectRatio(int numerator, int denominator) {
    pixelAspectRatio = new int[] {numerator, denominator};
    return this;
  }

  /**
   * Declares what the components mean, by FFmpeg's constants, and codes the pattern so.
   *
   * @param coding null to code the pattern by BT.601
   */
  public ClipWriter colors(int matrix, int range, int transfer, int primaries, Coding coding) {
    this.colors = new int[] {matrix, range, transfer, primaries};
    this.coding = coding;
    return this;
  }

  /** Declares Dolby Vision in the container: a profile, and which standard its picture is. */
  public ClipWriter dolbyVision(int profile, int compatibility) {
    dolbyVision = new byte[] {1, 0, (byte) profile, 1, 1, 0, 1, (byte) compatibility, 0};
    return this;
  }

  public ClipWriter pattern(Pattern pattern) {
    this.pattern = pattern;
    return this;
  }

  /** What the container says of itself, such as {@code creation_time}, by FFmpeg's names. */
  public ClipWriter metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  /** Writes the clip and returns its path. */
  public Path write(Path file) {
    av_log_set_level(AV_LOG_QUIET);
    AVFormatContext format = new AVFormatContext(null);
    check(avformat_alloc_output_context2(format, null, null, file.toString()), "choose container");
    AVCodec encoder = avcodec_find_encoder_by_name(codec);
    AVCodecContext context = avcodec_alloc_context3(encoder);
    AVFrame frame = av_frame_alloc();
    AVPacket packet = av_packet_alloc();
    AVIOContext io = new AVIOContext(null);
    try {
      configure(context, format);
      check(avcodec_open2(context, encoder, (AVDictionary) null), "open encoder " + codec);
      AVStream stream = avformat_new_stream(format, null);
      stream.time_base(av_make_q(1, rate));
      stream.avg_frame_rate(av_make_q(rate, 1));
      check(avcodec_parameters_from_context(stream.codecpar(), context), "describe stream");
      stream.codecpar().codec_tag(0);
      stream.sample_aspect_ratio(context.sample_aspect_ratio());
      declare(stream);
      check(avio_open(io, file.toString(), AVIO_FLAG_WRITE), "open " + file);
      format.pb(io);
      format.strict_std_compliance(FF_COMPLIANCE_UNOFFICIAL);
      writeHeader(format);
      frame.width(width).height(height).format(pixelFormat);
      check(av_frame_get_buffer(frame, 0), "allocate frame");
      for (int i = 0; i < frames; i++) {
        check(av_frame_make_writable(frame), "reuse frame");
        new Painter(frame, coding).paint(pattern, i);
        frame.pts(i);
        frame.quality(context.global_quality());
        check(avcodec_send_frame(context, frame), "encode");
        drain(context, packet, format, stream);
      }
      check(avcodec_send_frame(context, null), "finish");
      drain(context, packet, format, stream);
      check(av_write_trailer(format), "write trailer");
      return file;
    } finally {
      if (!io.isNull()) {
        avio_closep(io);
      }
      av_packet_free(packet);
      av_frame_free(frame);
      avcodec_free_context(context);
      avformat_free_context(format);
    }
  }

  private void configure(AVCodecContext context, AVFormatContext format) {
    context.sample_aspect_ratio(av_make_q(pixelAspectRatio[0], pixelAspectRatio[1]));
    context.width(width).height(height).pix_fmt(pixelFormat);
    context.time_base(av_make_q(1, rate)).framerate(av_make_q(rate, 1));
    context.colorspace(colors[0]).color_range(colors[1]).color_trc(colors[2]);
    context.color_primaries(colors[3]);
    context.gop_size(gop).max_b_frames(bFrames).thread_count(1);
    context.flags(context.flags() | AV_CODEC_FLAG_QSCALE | AV_CODEC_FLAG_BITEXACT);
    context.global_quality(2 * FF_QP2LAMBDA);
    context.strict_std_compliance(FF_COMPLIANCE_UNOFFICIAL);
    if ((format.oformat().flags() & AVFMT_GLOBALHEADER) != 0) {
      context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    }
  }

  private void writeHeader(AVFormatContext format) {
    AVDictionary entries = new AVDictionary(null);
    metadata.forEach((key, value) -> av_dict_set(entries, key, value, 0));
    format.metadata(entries);
    AVDictionary options = new AVDictionary(null);
    // Without it MOV keeps the entries that FFmpeg knows, and no others.
    if (metadata.keySet().stream().anyMatch(key -> key.startsWith("com."))) {
      av_dict_set(options, "movflags", "use_metadata_tags", 0);
    }
    try {
      check(avformat_write_header(format, options), "write header");
    } finally {
      av_dict_free(options);
    }
  }

  private void declare(AVStream stream) {
    AVPacketSideData data = new AVPacketSideData(null);
    int[] count = {0};
    if (matrix != null) {
      long bytes = (long) matrix.length * Integer.BYTES;
      av_packet_side_data_new(data, count, AV_PKT_DATA_DISPLAYMATRIX, bytes, 0);
      new IntPointer(data.data()).put(matrix, 0, matrix.length);
    } else if (dolbyVision != null) {
      av_packet_side_data_new(data, count, AV_PKT_DATA_DOVI_CONF, dolbyVision.length, 0);
      data.data().put(dolbyVision, 0, dolbyVision.length);
    }
    if (count[0] > 0) {
      stream.codecpar().coded_side_data(data).nb_coded_side_data(count[0]);
    }
  }

  private static void drain(
      AVCodecContext context, AVPacket packet, AVFormatContext format, AVStream stream) {
    while (avcodec_receive_packet(context, packet) >= 0) {
      packet.stream_index(stream.index());
      av_packet_rescale_ts(packet, context.time_base(), stream.time_base());
      check(av_interleaved_write_frame(format, packet), "write packet");
    }
  }

  private static void check(int code, String step) {
    if (code < 0) {
      byte[] words = new byte[128];
      av_strerror(code, words, words.length);
      throw new IllegalStateException("Cannot " + step + ": " + new String(words, UTF_8).trim());
    }
  }

  /** The color of each pixel. */
  public interface Pattern {
    /** Red, green and blue as 0xRRGGBB. */
    int rgb(int frame, int x, int y, int width, int height);
  }

  /** The numbers of a color's components. */
  public interface Coding {
    /** The component in a plane of 8 or 10 bits, for red, green and blue as 0xRRGGBB. */
    int component(int plane, int rgb);
  }

  /** Fills a planar YUV frame, by BT.601 unless there is a coding. */
  private static final class Painter {
    private final AVFrame frame;
    private final String format;
    private final boolean full;
    private final int shift;
    private final int bytes;
    private final Coding coding;

    Painter(AVFrame frame, Coding coding) {
      this.frame = frame;
      this.format = av_get_pix_fmt_name(frame.format()).getString();
      this.full = format.startsWith("yuvj");
      this.shift = format.contains("420") ? 1 : 0;
      this.bytes = format.contains("10") ? 2 : 1;
      this.coding =
          coding == null ? (plane, rgb) -> bt601(plane, rgb) << (bytes == 1 ? 0 : 2) : coding;
    }

    void paint(Pattern pattern, int index) {
      for (int plane = 0; plane < 3; plane++) {
        int by = plane == 0 ? 0 : shift;
        int columns = -(-frame.width() >> by);
        int rows = -(-frame.height() >> by);
        int stride = frame.linesize(plane);
        ByteBuffer data = frame.data(plane).capacity((long) stride * rows).asByteBuffer();
        for (int y = 0; y < rows; y++) {
          for (int x = 0; x < columns; x++) {
            int rgb = pattern.rgb(index, x << by, y << by, frame.width(), frame.height());
            int value = coding.component(plane, rgb);
            if (bytes == 1) {
              data.put(y * stride + x, (byte) value);
            } else {
              data.put(y * stride + 2 * x, (byte) value);
              data.put(y * stride + 2 * x + 1, (byte) (value >> 8));
            }
          }
        }
      }
    }

    private int bt601(int plane, int rgb) {
      int r = rgb >> 16 & 255;
      int g = rgb >> 8 & 255;
      int b = rgb & 255;
      double luma = 0.299 * r + 0.587 * g + 0.114 * b;
      double value =
          switch (plane) {
            case 0 -> full ? luma : 16 + luma * 219 / 255;
            case 1 -> 128 + (b - luma) / 1.772 * (full ? 1 : 224 / 255.0);
            default -> 128 + (r - luma) / 1.402 * (full ? 1 : 224 / 255.0);
          };
      return (int) Math.max(0, Math.min(255, Math.rint(value)));
    }
  }
}
