package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_ANY;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BYTE;

import io.euge.video.RandomAccessPoint;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoException.Stage;
import io.euge.video.picture.PictureParser;
import java.util.function.Predicate;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Seeks keyframes of a video stream, each in the way that works for the container. */
public final class KeyframeSeeker {
  private final Demuxer demuxer;
  private final int stream;

  public KeyframeSeeker(Demuxer demuxer) {
    this.demuxer = demuxer;
    this.stream = demuxer.stream().index();
  }

  /**
   * Reads packets up to the first keyframe of the video: one that is marked, or that is found to be
   * one, since some writers mark none. Where there is none, up to the first intra picture of H.264.
   *
   * @return whether there is one
   * @throws VideoException if the video is encrypted
   */
  public boolean first(AVPacket packet) {
    try (PictureParser parser = new PictureParser(demuxer.parameters())) {
      return first(packet, parser);
    }
  }

  /**
   * Reads the first packet, where nothing else can be read.
   *
   * @throws VideoException if the video is encrypted
   */
  public void checkClear() {
    AVPacket packet = av_packet_alloc();
    try {
      if (demuxer.read(packet) >= 0) {
        checkClear(packet);
      }
    } finally {
      av_packet_free(packet);
    }
  }

  private void checkClear(AVPacket packet) {
    if (SideData.isEncrypted(packet) || StreamInfo.isEncrypted(demuxer.stream())) {
      throw new VideoException(
          Stage.PROBE,
          Code.UNSUPPORTED,
          demuxer.name(),
          Double.NaN,
          "%s is encrypted (Common Encryption, CENC); decrypt it and read the result"
              .formatted(demuxer.name()));
    }
  }

  private boolean first(AVPacket packet, PictureParser parser) {
    boolean found = false;
    long position = 0;
    long pts = 0;
    while (demuxer.read(packet) >= 0) {
      checkClear(packet);
      if (packet.size() > 0 && !demuxer.hasOtherCodec()) {
        if (parser.isStart(packet, SideData.extradata(packet))) {
          return true;
        }
        if (!found && parser.isPossibleStart()) {
          found = true;
          position = packet.pos();
          pts = packet.pts();
        }
      }
      pass(packet);
    }
    long from = position;
    long time = pts;
    return found && rewind() && readTo(packet, p -> p.pos() == from && p.pts() == time);
  }

  /**
   * Seeks a keyframe and reads its packet.
   *
   * @throws VideoException if it is not there
   */
  public void seek(RandomAccessPoint point, AVPacket packet) {
    // What the first packet says holds for all, and a seek passes it over.
    boolean hasHeader = demuxer.container() != ContainerFormat.MPEGTS;
    if (hasHeader && demuxer.read(packet) >= 0) {
      pass(packet);
    }
    Predicate<AVPacket> isThere = read -> isAt(point, read);
    if (!(seekBefore(point) && readTo(packet, isThere)) && !(rewind() && readTo(packet, isThere))) {
      throw notFound(point);
    }
  }

  /**
   * Seeks the packet of a decoding time by the container's index, or one before it. No packet is
   * read.
   *
   * @return whether that worked
   */
  public boolean seek(long dts) {
    return demuxer.seek(stream, dts, AVSEEK_FLAG_BACKWARD | AVSEEK_FLAG_ANY);
  }

  /**
   * Returns whether a packet is that of a keyframe. Where edits meet, it may come twice: before, it
   * is discarded.
   */
  public static boolean isAt(RandomAccessPoint point, AVPacket packet) {
    return (packet.flags() & AV_PKT_FLAG_DISCARD) == 0
        && point.is(packet.pos(), packet.pts(), packet.dts());
  }

  private boolean readTo(AVPacket packet, Predicate<AVPacket> isThere) {
    while (demuxer.read(packet) >= 0) {
      if (isThere.test(packet)) {
        return true;
      }
      pass(packet);
    }
    return false;
  }

  private void pass(AVPacket packet) {
    demuxer.sideData().keep(packet);
    av_packet_unref(packet);
  }

  /** Seeks a keyframe, or a position before it. */
  private boolean seekBefore(RandomAccessPoint point) {
    return switch (demuxer.container()) {
      case MOV, AVI -> demuxer.seek(stream, point.dts(), AVSEEK_FLAG_BACKWARD);
      case MATROSKA -> demuxer.seek(stream, point.pts(), AVSEEK_FLAG_BACKWARD);
      case MPEGTS -> demuxer.seek(-1, point.position(), AVSEEK_FLAG_BYTE);
      case OTHER -> false;
    };
  }

  private boolean rewind() {
    return switch (demuxer.container()) {
      case MPEGTS, OTHER -> demuxer.seek(-1, 0, AVSEEK_FLAG_BYTE);
      default -> demuxer.seek(stream, demuxer.startTicks(), AVSEEK_FLAG_BACKWARD);
    };
  }

  private VideoException notFound(RandomAccessPoint point) {
    return new VideoException(
        Stage.DECODE,
        Code.CORRUPT,
        demuxer.name(),
        Double.NaN,
        "%s has no keyframe at %.3f s, where it should be split, so it may have changed: read it again when it is complete, or with segment-seconds=0, which does not split"
            .formatted(demuxer.name(), point.seconds()));
  }
}
