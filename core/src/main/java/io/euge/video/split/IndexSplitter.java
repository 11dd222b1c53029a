package io.euge.video.split;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;

import io.euge.video.ClockState;
import io.euge.video.demux.Demuxer;
import io.euge.video.demux.KeyframeSeeker;
import io.euge.video.demux.PacketIndex;
import io.euge.video.demux.PacketRun;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;

/**
 * Finds split points by the container's index of all packets, whose decoding times grow. Reads only
 * the keyframes that become split points, and a few packets around each.
 */
final class IndexSplitter {
  /** So many packets before a keyframe have a reference that is output before all behind it. */
  private static final int PACKETS_BEFORE = 16;

  private final Demuxer demuxer;
  private final KeyframeSeeker seeker;
  private final PacketIndex index;
  private final SplitPoints points;
  private final ClockState origin;

  /** Whether the index tells the frames, as far as packets were read. */
  private boolean regular = true;

  private IndexSplitter(Demuxer demuxer, SplitPoints points, ClockState origin) {
    this.demuxer = demuxer;
    this.seeker = new KeyframeSeeker(demuxer);
    this.index = demuxer.index();
    this.points = points;
    this.origin = origin;
  }

  /**
   * Finds the points.
   *
   * @param packet the first keyframe
   * @return false if packets are found to be irregular: then all must be read
   */
  static boolean split(Demuxer demuxer, AVPacket packet, SplitPoints points) {
    long firstDts = packet.dts();
    PacketRun beginning = PacketRun.from(demuxer, packet);
    ClockState origin = beginning.origin();
    if (origin == null || !beginning.isRegular()) {
      return false;
    }
    IndexSplitter splitter = new IndexSplitter(demuxer, points, origin);
    splitter.split(firstDts, beginning.leading());
    return splitter.regular;
  }

  private void split(long firstDts, long notCounted) {
    double tick = demuxer.tick();
    double previous = firstDts * tick;
    int count = index.size();
    double last = index.entry(count - 1).timestamp() * tick;
    long shown = -notCounted;
    for (int i = 0; i < count && regular; i++) {
      AVIndexEntry entry = index.entry(i);
      long dts = entry.timestamp();
      if (dts < firstDts) {
        continue; // Reading begins with the first keyframe.
      }
      if ((entry.flags() & AVIndexEntry.AVINDEX_KEYFRAME) != 0) {
        points.addKeyframe();
        if (dts > firstDts && points.isDue(previous, dts * tick, last) && add(i, shown)) {
          previous = dts * tick;
        }
      }
      shown += PacketIndex.isShown(entry) ? 1 : 0;
    }
  }

  /**
   * Adds the keyframe of an entry.
   *
   * @param shown how many frames are decoded before it
   * @return whether it is a split point
   */
  private boolean add(int entry, long shown) {
    int from = Math.max(0, entry - demuxer.delay() - PACKETS_BEFORE);
    if (!seeker.seek(index.entry(from).timestamp())) {
      return false;
    }
    AVPacket packet = av_packet_alloc();
    try {
      PacketRun run = PacketRun.around(demuxer, packet, index.entry(entry).timestamp());
      if (!run.isRandomAccess() || !points.isAfterLast(shown + run.leading())) {
        return false;
      }
      regular = run.isRegular();
      points.add(run.point(shown + run.leading(), origin));
      return true;
    } finally {
      av_packet_free(packet);
    }
  }
}
