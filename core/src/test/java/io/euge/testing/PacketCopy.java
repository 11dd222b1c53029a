package io.euge.testing;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/**
 * Copies the packets of a video into another container, and changes, adds or removes some of them.
 * The picture is not coded again.
 */
public final class PacketCopy {
  /** A packet. */
  public static final class Packet {
    private final byte[] data;
    private final long pts;
    private final long dts;
    private final long duration;
    private final boolean key;

    /**
     * @param pts presentation time in ticks of the source
     */
    public Packet(byte[] data, long pts, long dts, long duration, boolean key) {
      this.data = data;
      this.pts = pts;
      this.dts = dts;
      this.duration = duration;
      this.key = key;
    }

    public byte[] data() {
      return data;
    }

    public long pts() {
      return pts;
    }

    public long dts() {
      return dts;
    }

    public long duration() {
      return duration;
    }

    public boolean key() {
      return key;
    }

    /** Returns a packet with or without the mark of a keyframe. */
    public Packet withKey(boolean marked) {
      return new Packet(data, pts, dts, duration, marked);
    }

    /** Returns a packet with other times. */
    public Packet withTimes(long changedPts, long changedDts) {
      return new Packet(data, changedPts, changedDts, duration, key);
    }

    /** Returns a packet with the same times. */
    public Packet withData(byte[] changed) {
      return new Packet(changed, pts, dts, duration, key);
    }
  }

  /** What happens to a packet: none, it, or several. */
  @FunctionalInterface
  public interface Edit {
    /**
     * Returns what is written for a packet.
     *
     * @param number its place in the source, from 0
     */
    List<Packet> apply(int number, Packet packet);
  }

  private PacketCopy() {}

  /** Writes the copy and returns its path, whose ending chooses the container. */
  public static Path write(Path source, Path target, Edit edit) {
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
      to.codecpar().codec_tag(0).sample_aspect_ratio(from.sample_aspect_ratio());
      to.time_base(from.time_base()).avg_frame_rate(from.avg_frame_rate());
      to.sample_aspect_ratio(from.sample_aspect_ratio());
      check(avio_open(io, target.toString(), AVIO_FLAG_WRITE));
      output.pb(io);
      check(avformat_write_header(output, (AVDictionary) null));
      for (int number = 0; av_read_frame(input, packet) >= 0; av_packet_unref(packet)) {
        if (packet.stream_index() == 0) {
          for (Packet edited : edit.apply(number++, packet(packet))) {
            write(edited, output, from, to);
          }
        }
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

  private static Packet packet(AVPacket packet) {
    byte[] data = new byte[packet.size()];
    if (data.length > 0) {
      packet.data().get(data);
    }
    boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
    return new Packet(data, packet.pts(), packet.dts(), packet.duration(), key);
  }

  private static void write(Packet edited, AVFormatContext output, AVStream from, AVStream to) {
    AVPacket packet = av_packet_alloc();
    try {
      check(av_new_packet(packet, edited.data.length));
      if (edited.data.length > 0) {
        packet.data().put(edited.data);
      }
      packet.pts(edited.pts).dts(edited.dts).duration(edited.duration);
      packet.flags(edited.key ? AV_PKT_FLAG_KEY : 0);
      av_packet_rescale_ts(packet, from.time_base(), to.time_base());
      check(av_write_frame(output, packet));
    } finally {
      av_packet_free(packet);
    }
  }

  private static void check(int code) {
    if (code < 0) {
      throw new IllegalStateException("FFmpeg's code " + code);
    }
  }
}
