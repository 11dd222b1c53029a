package io.euge.video.split;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.euge.video.RandomAccessPoint;
import io.euge.video.demux.Demuxer;
import io.euge.video.demux.KeyframeSeeker;
import io.euge.video.demux.PacketIndex;
import io.euge.video.demux.RandomAccessCheck;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;

/**
 * Finds split points by the container's index of all packets. Reads only the keyframes that become
 * split points, and a few packets after each.
 */
final class IndexSplitter {
  private final Demuxer demuxer;
  private final KeyframeSeeker seeker;
  private final RandomAccessCheck randomAccess;
  private final AVPacket packet;
  private final SplitPoints points;

  private IndexSplitter(
      Demuxer demuxer, RandomAccessCheck randomAccess, AVPacket packet, SplitPoints points) {
    this.demuxer = demuxer;
    this.seeker = new KeyframeSeeker(demuxer);
    this.randomAccess = randomAccess;
    this.packet = packet;
    this.points = points;
  }

  /**
   * Finds the points.
   *
   * @param packet the first keyframe
   */
  static void split(Demuxer demuxer, AVPacket packet, SplitPoints points) {
    try (RandomAccessCheck randomAccess = new RandomAccessCheck(demuxer.parameters())) {
      new IndexSplitter(demuxer, randomAccess, packet, points).split();
    }
  }

  private void split() {
    PacketIndex index = demuxer.index();
    double tick = demuxer.tick();
    long firstDts = packet.dts();
    long uncounted = countLeading(packet.pts());
    long shown = 0;
    double previous = firstDts * tick;
    int count = index.size();
    double last = index.entry(count - 1).timestamp() * tick;
    for (int i = 0; i < count; i++) {
      AVIndexEntry entry = index.entry(i);
      long dts = entry.timestamp();
      boolean key = (entry.flags() & AVIndexEntry.AVINDEX_KEYFRAME) != 0;
      if (dts == firstDts) {
        uncounted += shown;
      } else if (key && points.isDue(previous, dts * tick, last) && seek(dts)) {
        long pts = packet.pts();
        long position = packet.pos();
        long frame = shown - uncounted + countLeading(pts);
        if (points.isAfterLast(frame, pts)) {
          double seconds = (pts - demuxer.startTicks()) * tick;
          points.add(new RandomAccessPoint(frame, seconds, pts, dts, position));
          previous = dts * tick;
        }
      }
      if (key) {
        points.addKeyframe();
      }
      shown += (entry.flags() & AVIndexEntry.AVINDEX_DISCARD_FRAME) == 0 ? 1 : 0;
    }
  }

  private boolean seek(long dts) {
    return seeker.seek(dts, packet)
        && packet.pts() != AV_NOPTS_VALUE
        && randomAccess.isRandomAccess(packet);
  }

  /**
   * Counts the frames that follow the keyframe in the file and are shown before it. After a packet
   * with a decoding time of at least the keyframe's presentation time there is none: nothing is
   * shown before it is decoded.
   */
  private long countLeading(long keyPts) {
    long count = 0;
    long dts = AV_NOPTS_VALUE;
    while (dts < keyPts) {
      av_packet_unref(packet);
      if (demuxer.read(packet) < 0) {
        break;
      }
      dts = packet.dts();
      boolean isShown = (packet.flags() & AV_PKT_FLAG_DISCARD) == 0;
      count += isShown && packet.pts() < keyPts ? 1 : 0;
    }
    av_packet_unref(packet);
    return count;
  }
}
