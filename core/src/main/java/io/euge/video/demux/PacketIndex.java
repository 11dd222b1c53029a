package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_PROGRESSIVE;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entries_count;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entry;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entry_from_timestamp;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Reads the container's index of a stream's packets. Only that of MP4 and MOV names every packet;
 * it grows while a fragmented file is read.
 */
public final class PacketIndex {
  /** A smaller packet may be nothing but a delimiter, or say that nothing changes. */
  private static final int SMALL_BYTES = 64;

  /** A larger packet is no message alone. */
  private static final int MAX_MESSAGE_BYTES = 1 << 10;

  private final AVStream stream;
  private final boolean complete;

  PacketIndex(AVStream stream, ContainerFormat container) {
    this.stream = stream;
    this.complete = container == ContainerFormat.MOV;
  }

  /**
   * Returns whether the index names every packet, has all of them from the start, identifies each
   * by its decoding time, and shows which have a frame, and about when.
   */
  public boolean isComplete() {
    return complete && size() > 0 && stream.nb_frames() != 0 && hasFrames() && isRegular();
  }

  /** Returns whether it is certain that each packet has a frame: of some codecs only by reading. */
  private boolean hasFrames() {
    int codecId = stream.codecpar().codec_id();
    // Each field of an interlaced picture may be a packet.
    boolean mayBeFields =
        codecId == AV_CODEC_ID_H264 && stream.codecpar().field_order() > AV_FIELD_PROGRESSIVE;
    return !mayBeFields
        && codecId != AV_CODEC_ID_VP8
        && (codecId != AV_CODEC_ID_MPEG4 || below(SMALL_BYTES).length == 0);
  }

  /**
   * Returns the entries of packets that are not empty and may be a message alone, in their order.
   */
  int[] mayBeMessages() {
    return below(MAX_MESSAGE_BYTES);
  }

  /**
   * Returns some of the entries of small packets that are not empty, in their order.
   *
   * @param most if there are more, one of each size and others from all parts of the video
   */
  int[] small(int most) {
    int[] all = below(SMALL_BYTES);
    if (all.length <= most) {
      return all;
    }
    Set<Integer> chosen = new TreeSet<>();
    Set<Integer> sizes = new HashSet<>();
    for (int entry : all) {
      if (sizes.add(entry(entry).size())) {
        chosen.add(entry);
      }
    }
    for (int i = 0; i < most && chosen.size() < most; i++) {
      chosen.add(all[(int) ((long) i * all.length / most)]);
    }
    return chosen.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Returns the entries of keyframes, in their order. */
  int[] keyframes() {
    return IntStream.range(0, size())
        .filter(i -> (entry(i).flags() & AVIndexEntry.AVINDEX_KEYFRAME) != 0 && entry(i).size() > 0)
        .toArray();
  }

  private int[] below(int bytes) {
    return IntStream.range(0, size())
        .filter(i -> entry(i).size() > 0 && entry(i).size() < bytes)
        .toArray();
  }

  /**
   * Returns whether decoding times grow, and by no less than half a nominal duration: otherwise
   * presentation times, which the index does not have, may not tell the seconds of a frame alone.
   */
  private boolean isRegular() {
    int count = size();
    double ticks = av_q2d(stream.avg_frame_rate()) * av_q2d(stream.time_base());
    double least = Double.isFinite(ticks) && ticks > 0 ? 0.5 / ticks : 0;
    long before = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      long dts = entry(i).timestamp();
      if (i > 0 && (dts <= before || dts - before < Math.floor(least))) {
        return false;
      }
      before = dts;
    }
    return true;
  }

  /** Returns whether the packet of an entry has a frame that is shown. */
  public static boolean isShown(AVIndexEntry entry) {
    return (entry.flags() & AVIndexEntry.AVINDEX_DISCARD_FRAME) == 0 && entry.size() > 0;
  }

  /** Returns whether a time can be sought: the index names a keyframe at or before it. */
  public boolean reaches(long ticks) {
    AVIndexEntry entry =
        avformat_index_get_entry_from_timestamp(stream, ticks, AVSEEK_FLAG_BACKWARD);
    return entry != null && !entry.isNull();
  }

  /** Returns how many packets the index names now. */
  public int size() {
    return avformat_index_get_entries_count(stream);
  }

  public AVIndexEntry entry(int i) {
    return avformat_index_get_entry(stream, i);
  }

  /** Returns the number of frames after a decoding time; 0 if not every packet is named. */
  public long countAfter(long dts) {
    long frames = 0;
    int at = complete ? size() : 0;
    while (at > 0 && entry(at - 1).timestamp() > dts) {
      at--;
      frames += entry(at).size() > 0 ? 1 : 0;
    }
    return frames;
  }

  /** Returns whether the number of frames follows from the index. */
  boolean countsFrames() {
    return complete && stream.nb_frames() > 0 && size() <= stream.nb_frames();
  }

  /** Returns the number of packets whose frames are shown: those inside the edit list. */
  long countShown() {
    long shown = 0;
    int count = size();
    for (int i = 0; i < count; i++) {
      shown += isShown(entry(i)) ? 1 : 0;
    }
    return shown;
  }
}
