package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_PROGRESSIVE;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Where the presentation times of a video come from. */
enum TimestampSource {
  /** The container has one for each packet. */
  CONTAINER,
  /** They are derived from the decoding times in the container and the types of the pictures. */
  DERIVED,
  /** They are unknown without decoding: frames are counted as they come. */
  NONE;

  /** Determines the source from the first packet. */
  static TimestampSource of(Demuxer demuxer, AVPacket first) {
    ContainerFormat container = demuxer.container();
    int codec = demuxer.parameters().codec_id();
    boolean pyramids = codec == AV_CODEC_ID_H264 || codec == AV_CODEC_ID_HEVC;
    // Where the parser splits the stream, each field of an interlaced picture is a packet.
    boolean fields =
        codec == AV_CODEC_ID_H264
            && container == ContainerFormat.MPEGTS
            && demuxer.parameters().field_order() > AV_FIELD_PROGRESSIVE;
    if (fields || container == ContainerFormat.OTHER) {
      return NONE;
    }
    if (container != ContainerFormat.AVI && first.pts() != AV_NOPTS_VALUE) {
      return CONTAINER;
    }
    return first.dts() == AV_NOPTS_VALUE || (pyramids && demuxer.reorders()) ? NONE : DERIVED;
  }
}
