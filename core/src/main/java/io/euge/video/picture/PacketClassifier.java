package io.euge.video.picture;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;

/** Determines from a packet of a codec whether it has a frame that is shown. */
public final class PacketClassifier {
  private static final int SUPERFRAME_MARK = 0xc0;

  private final int codecId;
  private final PacketBytes bytes = new PacketBytes();

  public PacketClassifier(int codecId) {
    this.codecId = codecId;
  }

  /** Returns whether a packet promises a frame that is shown. */
  public boolean isShown(AVPacket packet) {
    if ((packet.flags() & AV_PKT_FLAG_DISCARD) != 0 || packet.size() == 0) {
      return false;
    }
    return switch (codecId) {
      // RFC 6386, 9.1: bit 4 of the first byte is set if the frame is for display.
      case AV_CODEC_ID_VP8 -> (bytes.of(packet).get(0) >> 4 & 1) == 1;
      case AV_CODEC_ID_VP9 -> isShownVp9(bytes.of(packet), packet.size());
      case AV_CODEC_ID_AV1 -> Av1Packet.isShown(bytes.of(packet), packet.size());
      default -> true;
    };
  }

  /** VP9 bitstream specification, 6.2 and annex B: a superframe has one frame that is shown. */
  private static boolean isShownVp9(BytePointer data, int size) {
    if ((data.get(size - 1) & 0xe0) == SUPERFRAME_MARK) {
      return true;
    }
    int header = data.get(0) & 0xff;
    boolean profile3 = (header >> 4 & 3) == 3;
    int bit = profile3 ? 2 : 3;
    boolean showsExisting = (header >> bit & 1) == 1;
    return showsExisting || (header >> (bit - 2) & 1) == 1;
  }
}
