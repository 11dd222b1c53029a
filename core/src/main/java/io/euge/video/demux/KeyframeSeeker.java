package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BYTE;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.euge.video.RandomAccessPoint;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoException.Stage;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;

/** Seeks keyframes of a video stream, each in the way that works for the container. */
public final class KeyframeSeeker {
  private final Demuxer demuxer;
  private final AVFormatContext format;
  private final int stream;

  public KeyframeSeeker(Demuxer demuxer) {
    this.demuxer = demuxer;
    this.format = demuxer.formatContext();
    this.stream = demuxer.stream().index();
  }

  /**
   * Reads packets up to the first keyframe of the video.
   *
   * @return whether there is one
   */
  public boolean first(AVPacket packet) {
    return readTo(AV_NOPTS_VALUE, false, packet);
  }

  /**
   * Seeks a keyframe and reads its packet.
   *
   * @throws VideoException if it is not there
   */
  public void seek(RandomAccessPoint point, AVPacket packet) {
    boolean byDts =
        demuxer.container() == ContainerFormat.MOV || demuxer.container() == ContainerFormat.AVI;
    long time = byDts ? point.dts() : point.pts();
    // Where packets were lost the container's own index counts them and reading through does not.
    if (!(seekBefore(point) && readTo(time, byDts, packet))
        && !(rewind() && readTo(time, byDts, packet))) {
      throw notFound(point);
    }
  }

  /**
   * Seeks the keyframe of a decoding time by the container's index and reads its packet.
   *
   * @return whether it is there
   */
  public boolean seek(long dts, AVPacket packet) {
    return av_seek_frame(format, stream, dts, AVSEEK_FLAG_BACKWARD) >= 0
        && readTo(dts, true, packet);
  }

  private boolean readTo(long time, boolean byDts, AVPacket packet) {
    while (demuxer.read(packet) >= 0) {
      long at = byDts ? packet.dts() : packet.pts();
      if ((packet.flags() & AV_PKT_FLAG_KEY) != 0 && (time == AV_NOPTS_VALUE || at == time)) {
        return true;
      }
      av_packet_unref(packet);
    }
    return false;
  }

  /** Seeks a keyframe, or a position before it. */
  private boolean seekBefore(RandomAccessPoint point) {
    int code =
        switch (demuxer.container()) {
          case MOV, AVI -> av_seek_frame(format, stream, point.dts(), AVSEEK_FLAG_BACKWARD);
          case MATROSKA -> av_seek_frame(format, stream, point.pts(), AVSEEK_FLAG_BACKWARD);
          case MPEGTS -> av_seek_frame(format, -1, point.position(), AVSEEK_FLAG_BYTE);
          case OTHER -> -1;
        };
    return code >= 0;
  }

  private boolean rewind() {
    return (demuxer.container() == ContainerFormat.MPEGTS
            ? av_seek_frame(format, -1, 0, AVSEEK_FLAG_BYTE)
            : av_seek_frame(format, stream, demuxer.startTicks(), AVSEEK_FLAG_BACKWARD))
        >= 0;
  }

  private VideoException notFound(RandomAccessPoint point) {
    return new VideoException(
        Stage.DECODE,
        Code.DAMAGED,
        demuxer.name(),
        Double.NaN,
        "%s has no keyframe at %.3f s, where it was to be split: if it was changed meanwhile read it again, else with segment-seconds=0"
            .formatted(demuxer.name(), point.seconds()));
  }
}
