package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;

import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Determines from a packet of a codec whether it has a frame that is shown. */
final class PacketClassifier {
  private static final int NOT_CODED_BYTES = 8;

  private final boolean hidesFrames;
  private final boolean skipsPictures;

  PacketClassifier(int codecId, TimestampSource timestamps) {
    this.hidesFrames = codecId == AV_CODEC_ID_VP8;
    this.skipsPictures = codecId == AV_CODEC_ID_MPEG4 && timestamps == TimestampSource.DERIVED;
  }

  /** Returns whether a packet promises a frame that is shown. */
  boolean isShown(AVPacket packet) {
    if ((packet.flags() & AV_PKT_FLAG_DISCARD) != 0 || packet.size() == 0) {
      return false;
    }
    // RFC 6386, 9.1: bit 4 of the first byte is set if the frame is for display.
    return !hidesFrames || (packet.data().get(0) >> 4 & 1) == 1;
  }

  /**
   * Returns whether a picture may not be coded: it is little more than a header (14496-2, 6.2.5).
   */
  boolean mayBeEmpty(AVPacket packet) {
    return skipsPictures && packet.size() <= NOT_CODED_BYTES;
  }
}
