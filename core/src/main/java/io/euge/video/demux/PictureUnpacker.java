package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_copy_props;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_ref;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.euge.video.picture.PackedPictures;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Divides packets of MPEG-4 that have two pictures, as DivX and Xvid pack B-frames: the second one
 * takes the place of the next packet, which is left out if it only says "not coded". That is what
 * FFmpeg's decoder does; its filter {@code mpeg4_unpack_bframes} drops all small pictures. Where no
 * such packet follows, the second picture is output before the next one; FFmpeg's decoder drops one
 * of them. A second picture that no packet follows is not output, as by the decoder.
 */
final class PictureUnpacker implements AutoCloseable {
  /** No picture has so few bytes, though some say that they are coded. */
  private static final int NOT_CODED_BYTES = 7;

  /** The most bytes of a picture that repeats the one before, as FFmpeg's decoder has it. */
  private static final int MOST_REPEATED_BYTES = 19;

  private final PackedPictures pictures;
  private final AVPacket waiting = av_packet_alloc();
  private final AVPacket taken = av_packet_alloc();
  private boolean isWaiting;
  private boolean isTaken;

  PictureUnpacker(AVCodecParameters parameters) {
    pictures = new PackedPictures(parameters);
  }

  /**
   * Moves a packet that was read, and was not in turn, into an empty one; false if there is none.
   */
  boolean take(AVPacket packet) {
    boolean was = isTaken;
    if (was) {
      av_packet_move_ref(packet, taken);
      isTaken = false;
    }
    return was;
  }

  /** Replaces a packet that was read or taken by the one whose turn it is. */
  void filter(AVPacket packet) {
    if (packet.size() == 0) {
      if (isWaiting) {
        takeWaiting(packet);
        isWaiting = false;
        av_packet_unref(taken);
      }
      return;
    }
    int second = pictures.read(packet);
    if (isWaiting && isInTurn(packet, second)) {
      takeWaiting(packet);
      packet.pts(AV_NOPTS_VALUE);
      packet.dts(AV_NOPTS_VALUE);
      isWaiting = false;
      isTaken = true;
    } else if (isWaiting) {
      takeWaiting(packet);
      isWaiting = pictures.isCoded() && taken.size() > notCodedBytes();
      if (isWaiting) {
        av_packet_move_ref(waiting, taken);
      }
      av_packet_unref(taken);
    } else if (second > 0) {
      av_packet_ref(waiting, packet);
      waiting.data(packet.data().position(second));
      waiting.size(packet.size() - second);
      packet.size(second);
      isWaiting = true;
    }
  }

  /** Returns whether a packet stands for itself, though another picture waits for its place. */
  private boolean isInTurn(AVPacket packet, int second) {
    return second > 0
        || (pictures.isCoded() && pictures.isReference() && packet.size() > MOST_REPEATED_BYTES);
  }

  private int notCodedBytes() {
    return pictures.isReference() ? MOST_REPEATED_BYTES : NOT_CODED_BYTES;
  }

  /** Moves what the packet has aside, and what waits into it; it keeps its times. */
  private void takeWaiting(AVPacket packet) {
    av_packet_move_ref(taken, packet);
    av_packet_move_ref(packet, waiting);
    av_packet_copy_props(packet, taken);
    packet.flags(packet.flags() & ~AV_PKT_FLAG_KEY);
    // Nobody finds it by seeking.
    packet.pos(-1);
  }

  /** Forgets what waits, before a seek. */
  void reset() {
    av_packet_unref(waiting);
    av_packet_unref(taken);
    isWaiting = false;
    isTaken = false;
  }

  @Override
  public void close() {
    av_packet_free(waiting);
    av_packet_free(taken);
  }
}
