package io.euge.video.decode;

import static org.bytedeco.ffmpeg.global.avcodec.av_grow_packet;

import java.io.ByteArrayOutputStream;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Keeps packets of H.264 and HEVC without a picture. FFmpeg's decoders report them as damage, but
 * what they say belongs to the next picture, so it goes to the decoder in front of that.
 */
final class PicturelessPackets {
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  /** Keeps what a packet says. */
  void add(AVPacket packet) {
    kept.writeBytes(bytes(packet));
  }

  /** Puts what was kept in front of a packet with a picture. */
  void prependTo(AVPacket packet) {
    if (kept.size() > 0) {
      prepend(kept.toByteArray(), packet);
      kept.reset();
    }
  }

  /** Puts bytes in front of those of a packet. */
  static void prepend(byte[] before, AVPacket packet) {
    byte[] picture = bytes(packet);
    if (av_grow_packet(packet, before.length) < 0) {
      throw new OutOfMemoryError("FFmpeg cannot allocate a packet");
    }
    packet.data().put(before);
    packet.data().position(before.length).put(picture);
  }

  private static byte[] bytes(AVPacket packet) {
    byte[] bytes = new byte[packet.size()];
    packet.data().get(bytes);
    return bytes;
  }
}
