package io.euge.video.scale;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DOVI_CONF;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DOVI_METADATA;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * Recognizes Dolby Vision whose pictures are no standard video without Dolby's own mapping, as in
 * profile 5. The others have an HDR10, HLG or SDR picture, which is read.
 */
public final class DolbyVision {
  /** What to say about such a video. */
  public static final String REFUSAL =
      "it is Dolby Vision without a base layer that other programs can display (such as profile 5);"
          + " convert it to HDR10 or BT.709";

  // Bytes of FFmpeg's AVDOVIDecoderConfigurationRecord.
  private static final int PROFILE = 2;
  private static final int COMPATIBILITY = 7;
  private static final int NOT_COMPATIBLE_PROFILE = 5;
  private static final int FIRST_WITH_COMPATIBILITY = 8;

  // Bytes of FFmpeg's AVDOVIRpuDataHeader.
  private static final int RPU_PROFILE = 4;

  private DolbyVision() {}

  /** Returns whether a container declares such a video. */
  public static boolean isIncompatible(AVCodecParameters parameters) {
    AVPacketSideData data =
        av_packet_side_data_get(
            parameters.coded_side_data(), parameters.nb_coded_side_data(), AV_PKT_DATA_DOVI_CONF);
    if (data == null || data.isNull() || data.size() <= COMPATIBILITY) {
      return false;
    }
    int profile = data.data().get(PROFILE);
    return profile == NOT_COMPATIBLE_PROFILE
        || (profile >= FIRST_WITH_COMPATIBILITY && data.data().get(COMPATIBILITY) == 0);
  }

  /** Returns whether a decoded frame is one of such a video. Allocates for Dolby Vision alone. */
  static boolean isIncompatible(AVFrame frame) {
    AVFrameSideData data = av_frame_get_side_data(frame, AV_FRAME_DATA_DOVI_METADATA);
    if (data == null || data.isNull()) {
      return false;
    }
    BytePointer bytes = data.data();
    long header = new SizeTPointer(bytes).get();
    return bytes.get(header + RPU_PROFILE) == 0;
  }
}
