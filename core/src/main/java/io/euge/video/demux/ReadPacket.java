package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;

import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** A packet that was read ahead, and what is known of it. The object is used again for others. */
final class ReadPacket implements AutoCloseable {
  final AVPacket packet = av_packet_alloc();

  /** The rank of its picture in the order of output; the highest if it has none. */
  long rank;

  /** Whether it has a picture that no other refers to. */
  boolean isDisposable;

  /** See {@link io.euge.video.picture.PictureParser#isIndependent}. */
  boolean isIndependent;

  /** Whether it has the second field of a frame. */
  boolean isSecondField;

  boolean isEncrypted;

  /** What is wrong with it, where that is known better than that it is corrupt; else null. */
  String cause;

  /** Forgets what was known of another packet. */
  void begin() {
    rank = Long.MAX_VALUE;
    isDisposable = false;
    isIndependent = false;
    isSecondField = false;
    isEncrypted = false;
    cause = null;
  }

  /** Marks the packet as corrupt. */
  void spoil(String why) {
    packet.flags(packet.flags() | AV_PKT_FLAG_CORRUPT);
    cause = why;
  }

  @Override
  public void close() {
    av_packet_free(packet);
  }
}
