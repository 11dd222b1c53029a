package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_NOTIMESTAMPS;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;

import io.euge.video.Orientation;
import io.euge.video.VideoInfo;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.javacpp.IntPointer;

/** Reads what a container declares about its video stream. */
final class StreamInfo {
  private StreamInfo() {}

  static VideoInfo of(Demuxer demuxer, Orientation orientation) {
    AVStream stream = demuxer.stream();
    AVCodecParameters parameters = demuxer.parameters();
    PacketIndex index = demuxer.index();
    boolean exact = index.countsFrames();
    double rate = demuxer.framesPerSecond();
    double seconds = demuxer.seconds();
    long frames = exact ? index.countShown() : stream.nb_frames();
    if (frames <= 0) {
      frames = rate > 0 && seconds > 0 ? Math.round(rate * seconds) : -1;
    }
    Cropping hidden =
        demuxer.cropping().within(parameters.width(), parameters.height(), parameters.format());
    int width = parameters.width() - hidden.left() - hidden.right();
    int height = parameters.height() - hidden.top() - hidden.bottom();
    boolean sideways = orientation.isSideways();
    return new VideoInfo(
        demuxer.formatContext().iformat().name().getString(),
        avcodec_get_name(parameters.codec_id()).getString(),
        sideways ? height : width,
        sideways ? width : height,
        orientation.degrees(),
        demuxer.pixelAspectRatio(orientation).declared(),
        rate,
        seconds,
        frames,
        exact,
        demuxer.created());
  }

  /** Returns after how many ticks the times begin again: FFmpeg sets 33 bits for those of MPEG. */
  static CyclicClock cycle(Demuxer demuxer) {
    int bits = demuxer.stream().pts_wrap_bits();
    return bits == 33 ? CyclicClock.ofBits(bits) : CyclicClock.NONE;
  }

  /** Returns whether the container has times. Of a raw stream FFmpeg makes them up. */
  static boolean hasTimes(Demuxer demuxer) {
    return (demuxer.formatContext().iformat().flags() & AVFMT_NOTIMESTAMPS) == 0;
  }

  /**
   * Returns whether frames are shown at the decoding times in turn, where there are any.
   *
   * @param packet one of the stream
   */
  static boolean hasDecodingTimesOnly(Demuxer demuxer, AVPacket packet) {
    return demuxer.container() == ContainerFormat.AVI
        || !hasTimes(demuxer)
        || (demuxer.container() != ContainerFormat.MPEGTS
            && packet.pts() == AV_NOPTS_VALUE
            && packet.dts() != AV_NOPTS_VALUE);
  }

  static double seconds(Demuxer demuxer) {
    AVStream stream = demuxer.stream();
    AVFormatContext format = demuxer.formatContext();
    if (stream.duration() != AV_NOPTS_VALUE && stream.duration() > 0) {
      return stream.duration() * demuxer.tick();
    }
    return format.duration() != AV_NOPTS_VALUE && format.duration() > 0
        ? format.duration() / 1e6
        : Double.NaN;
  }

  /** Returns whether WebM's header says that all frames are encrypted, or may be. */
  static boolean isEncrypted(AVStream stream) {
    AVDictionary metadata = stream.metadata();
    return metadata != null
        && av_dict_get(metadata, "enc_key_id", (AVDictionaryEntry) null, 0) != null;
  }

  static Orientation orientation(AVCodecParameters parameters) {
    AVPacketSideData matrix =
        av_packet_side_data_get(
            parameters.coded_side_data(),
            parameters.nb_coded_side_data(),
            AV_PKT_DATA_DISPLAYMATRIX);
    if (matrix == null || matrix.isNull() || matrix.size() < 9 * Integer.BYTES) {
      return Orientation.UPRIGHT;
    }
    IntPointer m = new IntPointer(matrix.data());
    return Orientation.nearest(m.get(0), m.get(1), m.get(3), m.get(4));
  }
}
