package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_ENCRYPTION_INFO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_NEW_EXTRADATA;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_PALETTE;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_get_side_data;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_new_side_data;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * Keeps what packets that are not decoded say about later ones: new parameters of the codec, and
 * palettes. The next packet that is decoded brings it to the decoder.
 */
public final class SideData {
  private static final int[] TYPES = {AV_PKT_DATA_NEW_EXTRADATA, AV_PKT_DATA_PALETTE};

  private final byte[][] kept = new byte[TYPES.length][];

  /** Keeps what a packet says that is passed over. */
  public void keep(AVPacket packet) {
    for (int i = 0; i < TYPES.length && packet.side_data_elems() > 0; i++) {
      byte[] data = get(packet, TYPES[i]);
      kept[i] = data == null ? kept[i] : data;
    }
  }

  /** Adds to a packet what was kept, unless the packet says it anew. */
  public void attach(AVPacket packet) {
    for (int i = 0; i < TYPES.length; i++) {
      if (kept[i] != null) {
        if (get(packet, TYPES[i]) == null) {
          BytePointer data = av_packet_new_side_data(packet, TYPES[i], kept[i].length);
          data.put(kept[i], 0, kept[i].length);
        }
        kept[i] = null;
      }
    }
  }

  /** Returns the new parameters of the codec that a packet brings, or null. */
  public static byte[] extradata(AVPacket packet) {
    return packet.side_data_elems() == 0 ? null : get(packet, AV_PKT_DATA_NEW_EXTRADATA);
  }

  /** Returns whether a packet brings a palette. */
  public static boolean hasPalette(AVPacket packet) {
    return packet.side_data_elems() > 0 && get(packet, AV_PKT_DATA_PALETTE) != null;
  }

  /** Returns whether a packet is encrypted. */
  static boolean isEncrypted(AVPacket packet) {
    return packet.side_data_elems() > 0 && get(packet, AV_PKT_DATA_ENCRYPTION_INFO) != null;
  }

  private static byte[] get(AVPacket packet, int type) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      BytePointer data = av_packet_get_side_data(packet, type, size);
      if (data == null || data.isNull()) {
        return null;
      }
      byte[] bytes = new byte[(int) size.get()];
      data.get(bytes);
      return bytes;
    }
  }
}
