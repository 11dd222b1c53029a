package io.euge.testing;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.function.IntPredicate;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/**
 * Copies the packets of an H.264 or HEVC video and puts a message "display orientation" (SEI)
 * before some of its keyframes; or those of an MJPEG video and puts an EXIF orientation into its
 * pictures.
 */
public final class TurnedCopy {
  private final boolean mirrored;
  private final boolean flipped;
  private final int rotation;
  private int exif;
  private IntPredicate keyframes = number -> true;

  /**
   * @param mirrored left to right, before it is turned
   * @param flipped top to bottom, before it is turned
   * @param degrees counterclockwise
   */
  public TurnedCopy(boolean mirrored, boolean flipped, double degrees) {
    this.mirrored = mirrored;
    this.flipped = flipped;
    this.rotation = (int) Math.round(degrees / 360 * (1 << 16));
  }

  /** Puts an EXIF orientation, from 1 to 8, into the pictures of an MJPEG video. */
  public static TurnedCopy exif(int orientation) {
    TurnedCopy copy = new TurnedCopy(false, false, 0);
    copy.exif = orientation;
    return copy;
  }

  /** Puts the message before these keyframes only, by their number from 0. */
  public TurnedCopy before(IntPredicate keyframes) {
    this.keyframes = keyframes;
    return this;
  }

  /** Writes the copy and returns its path, whose ending chooses the container. */
  public Path write(Path source, Path target) {
    av_log_set_level(AV_LOG_QUIET);
    AVFormatContext input = new AVFormatContext(null);
    AVFormatContext output = new AVFormatContext(null);
    AVIOContext io = new AVIOContext(null);
    AVPacket packet = av_packet_alloc();
    try {
      check(avformat_open_input(input, source.toString(), (AVInputFormat) null, null));
      check(avformat_find_stream_info(input, (AVDictionary) null));
      check(avformat_alloc_output_context2(output, null, null, target.toString()));
      AVStream from = input.streams(0);
      AVStream to = avformat_new_stream(output, null);
      check(avcodec_parameters_copy(to.codecpar(), from.codecpar()));
      to.codecpar().codec_tag(0);
      to.time_base(from.time_base()).avg_frame_rate(from.avg_frame_rate());
      to.sample_aspect_ratio(from.sample_aspect_ratio());
      check(avio_open(io, target.toString(), AVIO_FLAG_WRITE));
      output.pb(io);
      check(avformat_write_header(output, (AVDictionary) null));
      int keyframe = 0;
      while (av_read_frame(input, packet) >= 0) {
        if (packet.stream_index() == 0) {
          if ((packet.flags() & AV_PKT_FLAG_KEY) != 0 && keyframes.test(keyframe++)) {
            insert(packet, from);
          }
          av_packet_rescale_ts(packet, from.time_base(), to.time_base());
          packet.pos(-1);
          check(av_interleaved_write_frame(output, packet));
        }
        av_packet_unref(packet);
      }
      check(av_write_trailer(output));
      return target;
    } finally {
      avio_closep(io);
      av_packet_free(packet);
      avformat_free_context(output);
      avformat_close_input(input);
    }
  }

  private void insert(AVPacket packet, AVStream stream) {
    if (exif > 0) {
      // After the start of the image: little-endian, one entry of type SHORT, tag 0x112.
      String entry = "1201030001000000%02x000000".formatted(exif);
      String segment = "ffe10022457869660000" + "49492a0008000000" + "0100" + entry + "00000000";
      insert(packet, 2, HexFormat.of().parseHex(segment));
      return;
    }
    byte[] unit = message(stream.codecpar().codec_id() == AV_CODEC_ID_HEVC);
    boolean lengths =
        stream.codecpar().extradata_size() > 0 && stream.codecpar().extradata().get(0) == 1;
    insert(packet, 0, unit);
    insert(packet, 0, new byte[] {0, 0, 0, (byte) (lengths ? unit.length : 1)});
  }

  private static void insert(AVPacket packet, int at, byte[] bytes) {
    byte[] after = new byte[packet.size() - at];
    packet.data().position(at).get(after);
    check(av_grow_packet(packet, bytes.length));
    packet.data().position(at).put(bytes);
    packet.data().position(at + bytes.length).put(after);
  }

  /** ITU-T H.264, D.1.27, and H.265, D.2.17: they differ in the header and in how long it holds. */
  private byte[] message(boolean hevc) {
    int bits = (mirrored ? 1 << 22 : 0) | (flipped ? 1 << 21 : 0) | rotation << 5;
    // The rest: H.264 a repetition period of 0, no extension; H.265 persists.
    bits |= hevc ? 0b11000 : 0b10010;
    StringBuilder unit = new StringBuilder(hevc ? "4e01" : "06");
    // A message before it, whose bytes need one that prevents a start code.
    unit.append("0303000003012f03").append("%06x".formatted(bits)).append("80");
    return HexFormat.of().parseHex(unit);
  }

  private static void check(int code) {
    if (code < 0) {
      throw new IllegalStateException("FFmpeg's code " + code);
    }
  }
}
