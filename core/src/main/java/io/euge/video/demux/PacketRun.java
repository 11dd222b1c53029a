package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.euge.video.ClockState;
import io.euge.video.RandomAccessPoint;
import io.euge.video.picture.PacketClassifier;
import io.euge.video.picture.PictureParser;
import io.euge.video.picture.PictureType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * The packets around a keyframe: enough of them to tell which frames are output just before it,
 * though some are decoded after it.
 */
public final class PacketRun {
  private record Picture(long sequence, long rank, long pts, long dts, boolean shown) {}

  /** An edit list may hide as many before the first frame that is shown. */
  private static final int MAX_PACKETS = 2000;

  private final Demuxer demuxer;
  private final List<Picture> pictures = new ArrayList<>();
  private Picture key;
  private long position = -1;
  private boolean randomAccess;
  private boolean unclear;

  private PacketRun(Demuxer demuxer) {
    this.demuxer = demuxer;
  }

  /**
   * Reads the packets from a keyframe on.
   *
   * @param packet the keyframe, read already; its content is released
   */
  public static PacketRun from(Demuxer demuxer, AVPacket packet) {
    PacketRun run = new PacketRun(demuxer);
    run.read(packet, packet.dts(), true);
    return run;
  }

  /**
   * Reads the packets from where the demuxer is, up to some after a keyframe.
   *
   * @param keyDts decoding time of the keyframe
   */
  public static PacketRun around(Demuxer demuxer, AVPacket packet, long keyDts) {
    PacketRun run = new PacketRun(demuxer);
    run.read(packet, keyDts, false);
    return run;
  }

  private void read(AVPacket packet, long keyDts, boolean hasPacket) {
    PacketClassifier classifier = new PacketClassifier(demuxer.parameters().codec_id());
    int later = 0;
    try (PictureParser parser = new PictureParser(demuxer.parameters())) {
      boolean more = hasPacket || demuxer.read(packet) >= 0;
      for (long at = 0;
          more && later <= demuxer.delay() + FrameClock.LOOKAHEAD && at < MAX_PACKETS;
          at++) {
        if (packet.size() > 0) {
          parser.parse(packet, SideData.extradata(packet));
          boolean shown = classifier.isShown(packet);
          boolean discarded = (packet.flags() & AV_PKT_FLAG_DISCARD) != 0;
          unclear |=
              SideData.isEncrypted(packet)
                  || !parser.hasPicture()
                  || !(shown || discarded)
                  || parser.isSecondField()
                  || parser.isOmitted()
                  || parser.beginsSequence();
          Picture picture =
              new Picture(
                  at,
                  parser.rank(),
                  packet.pts(),
                  packet.dts(),
                  parser.hasPicture() && shown && !parser.isSecondField());
          // Counts are read as near to those of a reference, so the first must be one.
          boolean first = pictures.isEmpty();
          if (parser.hasPicture() && !(first && parser.type() == PictureType.BIDIRECTIONAL)) {
            pictures.add(picture);
          }
          if (key == null && packet.dts() == keyDts) {
            key = picture;
            position = packet.pos();
            unclear |= parser.mayLackTables();
            randomAccess = parser.isRandomAccess() && parser.isIndependent();
          } else if (key != null && picture.shown && picture.rank > key.rank) {
            later++;
          }
        }
        av_packet_unref(packet);
        more = demuxer.read(packet) >= 0;
      }
    } finally {
      av_packet_unref(packet);
    }
  }

  /** Returns whether the keyframe was found, and decoding can begin with it. */
  public boolean isRandomAccess() {
    return key != null && randomAccess && position >= 0 && key.shown && key.pts != AV_NOPTS_VALUE;
  }

  /** Returns how many frames are decoded after the keyframe and output before it. */
  public long leading() {
    return pictures.stream()
        .filter(picture -> picture.shown && isAfterKey(picture) && picture.rank < key.rank)
        .count();
  }

  private boolean isAfterKey(Picture picture) {
    return picture.sequence > key.sequence;
  }

  /**
   * Returns the clock before the second frame of a video, where this run is its beginning, as a
   * basis for {@link #point}; null if the first frame has no time.
   */
  public ClockState origin() {
    return pictures.stream()
        .filter(picture -> picture.shown && picture.rank >= key.rank)
        .min(Comparator.comparingLong(Picture::rank))
        .filter(first -> first.pts != AV_NOPTS_VALUE)
        .map(first -> ClockState.startingAt(first.pts))
        .orElse(null);
  }

  /**
   * Returns whether each packet around the keyframe has a picture that is shown or that an edit
   * list hides, and times are in the order of output. Otherwise the index, seconds and pixels of
   * the keyframe may depend on what was not read.
   */
  public boolean isRegular() {
    if (unclear) {
      return false;
    }
    long before = Long.MIN_VALUE;
    for (Picture picture : output()) {
      if (picture.pts == AV_NOPTS_VALUE || picture.pts < before) {
        return false;
      }
      before = picture.pts;
    }
    return true;
  }

  private List<Picture> output() {
    return pictures.stream()
        .filter(picture -> picture.shown)
        .sorted(Comparator.comparingLong(Picture::rank))
        .toList();
  }

  /**
   * Returns the keyframe as a split point.
   *
   * @param frame its index
   * @param origin the clock's origin
   */
  public RandomAccessPoint point(long frame, ClockState origin) {
    FrameClock clock = new FrameClock(demuxer.tick(), demuxer.framesPerSecond(), false, origin);
    List<Picture> output = output();
    long[] times = output.stream().mapToLong(Picture::pts).toArray();
    long[] sequences = output.stream().mapToLong(Picture::sequence).toArray();
    ClockState before = clock.state(key.sequence);
    double seconds = 0;
    // Ranks that cannot be read are those of the picture before, so the keyframe's may come again.
    int last = output.indexOf(key);
    for (int i = 0; i <= last; i++) {
      before = clock.state(key.sequence);
      seconds = clock.next(times, sequences, i, times.length);
    }
    return new RandomAccessPoint(frame, seconds, key.pts, key.dts, position, before);
  }
}
