package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_PROGRESSIVE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BYTE;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_frame_rate;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entries_count;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entry;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;

import io.euge.video.Orientation;
import io.euge.video.RandomAccessPoint;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoException.Stage;
import io.euge.video.VideoInfo;
import io.euge.video.VideoInterruptedException;
import io.euge.video.VideoSource;
import io.euge.video.source.Ffmpeg;
import io.euge.video.source.FormatAllowlist;
import io.euge.video.source.Input;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/** An open file and the video stream chosen in it: gives that stream's packets. */
public final class Demuxer implements AutoCloseable {
  /** The families of containers, by what is known of finding a keyframe in them. */
  public enum Kind {
    MOV,
    MATROSKA,
    AVI,
    MPEGTS,
    OTHER;

    private static Kind of(String demuxer) {
      return switch (demuxer) {
        case "mov,mp4,m4a,3gp,3g2,mj2" -> MOV;
        case "matroska,webm" -> MATROSKA;
        case "avi" -> AVI;
        case "mpegts" -> MPEGTS;
        default -> OTHER;
      };
    }
  }

  private final Input input;
  private final String name;
  private final AVFormatContext format;
  private final Kind kind;
  private AVStream stream;
  private int streamIndex;

  private Demuxer(Input input) {
    this.input = input;
    this.name = input.name();
    this.format = input.format();
    this.kind = Kind.of(format.iformat().name().getString());
  }

  public static Demuxer open(VideoSource source) {
    Demuxer container = new Demuxer(Input.open(source));
    try {
      container.chooseStream();
      return container;
    } catch (Throwable e) {
      container.close();
      throw e;
    }
  }

  private void chooseStream() {
    int code = findStreams();
    input.check(Stage.PROBE);
    if (code < 0) {
      throw probing(
          Code.FORMAT, "Cannot find out what is in %s: %s".formatted(name, Ffmpeg.words(code)));
    }
    int found =
        av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, (PointerPointer<?>) null, 0);
    if (found < 0 || (format.streams(found).disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0) {
      throw probing(
          Code.NO_VIDEO, "%s has no video track; name a file that has one".formatted(name));
    }
    streamIndex = found;
    stream = format.streams(found);
    for (int i = 0; i < format.nb_streams(); i++) {
      if (i != found) {
        format.streams(i).discard(AVDISCARD_ALL);
      }
    }
  }

  /** Probing decodes a frame of each stream, so the bound on its size holds here too. */
  private int findStreams() {
    int streams = format.nb_streams();
    try (PointerPointer<AVDictionary> limits = new PointerPointer<>(Math.max(1, streams))) {
      for (int i = 0; i < streams; i++) {
        AVDictionary limit = new AVDictionary(null);
        av_dict_set(limit, "max_pixels", Long.toString(FormatAllowlist.MAX_PIXELS), 0);
        limits.put(i, limit);
      }
      int code = avformat_find_stream_info(format, limits);
      for (int i = 0; i < streams; i++) {
        AVDictionary unused = limits.get(AVDictionary.class, i);
        if (unused != null) {
          av_dict_free(unused);
        }
      }
      return code;
    }
  }

  private VideoException probing(Code code, String message) {
    return new VideoException(Stage.PROBE, code, name, Double.NaN, message);
  }

  public String name() {
    return name;
  }

  public AVStream stream() {
    return stream;
  }

  public AVCodecParameters parameters() {
    return stream.codecpar();
  }

  /**
   * Reads the next packet of the video stream.
   *
   * @return FFmpeg's code: 0, or negative at the end and on damage
   * @throws VideoException if the storage failed, which is neither
   * @throws VideoInterruptedException if the thread is interrupted
   */
  public int read(AVPacket packet) {
    while (true) {
      int code = av_read_frame(format, packet);
      input.check(Stage.DECODE);
      if (code < 0 || packet.stream_index() == streamIndex) {
        return code;
      }
      av_packet_unref(packet);
    }
  }

  /**
   * Reads on to a keyframe.
   *
   * @param from the one to find; null for the first of the video
   * @return whether there is one
   * @throws VideoException if the one to find is not there
   */
  public boolean goTo(RandomAccessPoint from, AVPacket packet) {
    if (from == null) {
      return readTo(AV_NOPTS_VALUE, false, packet);
    }
    boolean byDts = kind == Kind.MOV || kind == Kind.AVI;
    long time = byDts ? from.dts() : from.pts();
    // Where packets were lost the container's own index counts them and reading through does not.
    if ((seek(from) && readTo(time, byDts, packet)) || (rewind() && readTo(time, byDts, packet))) {
      return true;
    }
    throw notThere(from);
  }

  /** Goes to the keyframe of this decoding time, by the index; tells whether it is there. */
  public boolean goTo(long dts, AVPacket packet) {
    return av_seek_frame(format, streamIndex, dts, AVSEEK_FLAG_BACKWARD) >= 0
        && readTo(dts, true, packet);
  }

  private boolean readTo(long time, boolean byDts, AVPacket packet) {
    while (read(packet) >= 0) {
      long at = byDts ? packet.dts() : packet.pts();
      if ((packet.flags() & AV_PKT_FLAG_KEY) != 0 && (time == AV_NOPTS_VALUE || at == time)) {
        return true;
      }
      av_packet_unref(packet);
    }
    return false;
  }

  private VideoException notThere(RandomAccessPoint keyframe) {
    return new VideoException(
        Stage.DECODE,
        Code.DAMAGED,
        name,
        Double.NaN,
        "%s has no keyframe at %.3f s, where it was to be split: if it was changed meanwhile read it again, else with segment-seconds=0"
            .formatted(name, keyframe.seconds()));
  }

  /** Goes to a keyframe, or to a place before it from which reading on comes to it. */
  private boolean seek(RandomAccessPoint keyframe) {
    int code =
        switch (kind) {
          case MOV, AVI -> av_seek_frame(format, streamIndex, keyframe.dts(), AVSEEK_FLAG_BACKWARD);
          case MATROSKA -> av_seek_frame(format, streamIndex, keyframe.pts(), AVSEEK_FLAG_BACKWARD);
          case MPEGTS -> av_seek_frame(format, -1, keyframe.position(), AVSEEK_FLAG_BYTE);
          case OTHER -> -1;
        };
    return code >= 0;
  }

  private boolean rewind() {
    return (kind == Kind.MPEGTS
            ? av_seek_frame(format, -1, 0, AVSEEK_FLAG_BYTE)
            : av_seek_frame(format, streamIndex, startTicks(), AVSEEK_FLAG_BACKWARD))
        >= 0;
  }

  /** Whether the index grows while the file is read. */
  public boolean isFragmented() {
    return stream.nb_frames() == 0;
  }

  public Kind kind() {
    return kind;
  }

  /** Where the presentation times come from, as the first packet shows. */
  TimestampSource timing(AVPacket first) {
    int codec = parameters().codec_id();
    boolean pyramids = codec == AV_CODEC_ID_H264 || codec == AV_CODEC_ID_HEVC;
    // Where the parser cuts the stream, each field of an interlaced picture is a packet.
    boolean fields =
        codec == AV_CODEC_ID_H264
            && kind == Kind.MPEGTS
            && parameters().field_order() > AV_FIELD_PROGRESSIVE;
    if (fields || kind == Kind.OTHER) {
      return TimestampSource.NONE;
    }
    if (kind != Kind.AVI && first.pts() != AV_NOPTS_VALUE) {
      return TimestampSource.GIVEN;
    }
    return first.dts() == AV_NOPTS_VALUE || (pyramids && reorders())
        ? TimestampSource.NONE
        : TimestampSource.DERIVED;
  }

  /** Whether frames are shown in another order than they are decoded. */
  boolean reorders() {
    return parameters().video_delay() > 0;
  }

  /** Seconds of one tick of the stream's clock. */
  public double tick() {
    return av_q2d(stream.time_base());
  }

  /** Ticks at which the stream starts, or {@code AV_NOPTS_VALUE}. */
  public long startTicks() {
    return stream.start_time();
  }

  public double framesPerSecond() {
    AVRational rate = stream.avg_frame_rate();
    if (rate.num() <= 0 || rate.den() <= 0) {
      rate = av_guess_frame_rate(format, stream, null);
    }
    return rate.num() > 0 && rate.den() > 0 ? av_q2d(rate) : 0;
  }

  /** Whether the container has an index that names every packet; grows if it is fragmented. */
  public boolean hasIndex() {
    return kind == Kind.MOV;
  }

  /** Bytes the container declares and the file does not have, where it tells; 0 if none. */
  public long missingBytes() {
    return kind == Kind.MATROSKA ? input.reread(MatroskaLength::missing) : 0;
  }

  /** Packets the index names now. */
  public int indexed() {
    return avformat_index_get_entries_count(stream);
  }

  public AVIndexEntry indexed(int place) {
    return avformat_index_get_entry(stream, place);
  }

  /** Packets that the index has after the one of this decoding time; 0 without index. */
  public long indexedAfter(long dts) {
    if (!hasIndex()) {
      return 0;
    }
    int at = indexed();
    while (at > 0 && indexed(at - 1).timestamp() > dts) {
      at--;
    }
    return (long) indexed() - at;
  }

  /** Packets whose frames are shown; the others lie outside the edit list. */
  private long indexedAndShown() {
    long shown = 0;
    int count = avformat_index_get_entries_count(stream);
    for (int i = 0; i < count; i++) {
      if ((avformat_index_get_entry(stream, i).flags() & AVIndexEntry.AVINDEX_DISCARD_FRAME) == 0) {
        shown++;
      }
    }
    return shown;
  }

  public Orientation orientation() {
    AVPacketSideData matrix =
        av_packet_side_data_get(
            parameters().coded_side_data(),
            parameters().nb_coded_side_data(),
            AV_PKT_DATA_DISPLAYMATRIX);
    if (matrix == null || matrix.isNull() || matrix.size() < 9 * Integer.BYTES) {
      return Orientation.UPRIGHT;
    }
    IntPointer m = new IntPointer(matrix.data());
    return Orientation.nearest(m.get(0), m.get(1), m.get(3), m.get(4));
  }

  public VideoInfo info() {
    AVCodecParameters parameters = parameters();
    Orientation orientation = orientation();
    boolean exact = hasIndex() && stream.nb_frames() > 0 && indexed() <= stream.nb_frames();
    double rate = framesPerSecond();
    double seconds = seconds();
    long frames = exact ? indexedAndShown() : stream.nb_frames();
    if (frames <= 0) {
      frames = rate > 0 && seconds > 0 ? Math.round(rate * seconds) : -1;
    }
    boolean sideways = orientation.isSideways();
    return new VideoInfo(
        format.iformat().name().getString(),
        avcodec_get_name(parameters.codec_id()).getString(),
        sideways ? parameters.height() : parameters.width(),
        sideways ? parameters.width() : parameters.height(),
        orientation.degrees(),
        rate,
        seconds,
        frames,
        exact);
  }

  private double seconds() {
    if (stream.duration() != AV_NOPTS_VALUE && stream.duration() > 0) {
      return stream.duration() * tick();
    }
    return format.duration() != AV_NOPTS_VALUE && format.duration() > 0
        ? format.duration() / 1e6
        : Double.NaN;
  }

  /** See {@link Input#bytesRead}. */
  public long bytesRead() {
    return input.bytesRead();
  }

  @Override
  public void close() {
    input.close();
  }
}
