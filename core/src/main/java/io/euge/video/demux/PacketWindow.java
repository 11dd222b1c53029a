package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.euge.video.picture.PacketClassifier;
import io.euge.video.picture.PictureParser;
import io.euge.video.picture.PictureSearch;
import io.euge.video.source.Ffmpeg;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Reads packets ahead so far that the position of each in the order of output is known when it is
 * returned. Begins with a keyframe. No packet is copied.
 */
public final class PacketWindow implements AutoCloseable {
  /** The most pictures that are decoded after one and shown before it (H.264 and HEVC: 16). */
  public static final int REACH = 33;

  /**
   * Pictures may be reordered, though the file declares that they are not. The clock needs one half
   * for the next few frames, and the other one to tell whether their times go back.
   */
  private static final int REACH_IF_UNDECLARED = 2 * (FrameClock.LOOKAHEAD + 1);

  /** The most pictures that a decoder of H.264 or HEVC holds back. */
  private static final int MAX_HELD = 16;

  /** Decoders may hold back a few pictures that the file does not declare. */
  private static final int MIN_HELD = 2;

  private static final int END = AVERROR_EOF();

  /** Failures to read in a row after which a tolerant reader takes the rest for lost. */
  private static final int MAX_FAILURES = 16;

  private static final String LOST = "the header of a picture cannot be read";

  private final Demuxer demuxer;
  private final boolean tolerant;
  private final PacketClassifier classifier;
  private final PictureParser parser;
  private final FrameOrder order;
  private final FrameClock clock;
  private final int reach;

  /** Whether the container tells that packets vanished: by a table of all, or by counters. */
  private final boolean showsLosses;

  /** Rank of the keyframe that reading begins with. Frames before it do not count. */
  private long startRank;

  /** How many pictures were read that are output after the first keyframe. */
  private long following;

  private boolean beginsUnmarked;

  /** The highest rank of pictures whose order counts are trusted. */
  private long highestRank = Long.MIN_VALUE;

  /** The most pictures that were read before another one and are output after it. */
  private int held;

  private final ReadPacket[] ring = new ReadPacket[REACH + 2];

  /** The packet that was returned last; null before any. */
  private ReadPacket returned;

  /**
   * Whether a picture before, behind the last keyframe, is lost: it may have been the one that
   * order counts begin anew with, or of another recording, so frames are placed by their times.
   * None of them is output.
   */
  private boolean untrusted;

  /** Whether a picture that others refer to is missing behind the last keyframe. */
  private boolean lacksReference;

  private int head;
  private int count;
  private long read;
  private long discarded;
  private long lastDts = AV_NOPTS_VALUE;
  private int failures;
  private int end;

  /**
   * @param order gets the frames that the packets promise
   * @param first the keyframe to start with, read already; its content is moved out of it
   * @param tolerant whether a failure to read becomes an empty, corrupt packet
   */
  public PacketWindow(Demuxer demuxer, FrameOrder order, AVPacket first, boolean tolerant) {
    this.demuxer = demuxer;
    this.tolerant = tolerant;
    this.order = order;
    this.clock = order.clock();
    int codecId = demuxer.codecId();
    this.classifier = new PacketClassifier(codecId);
    this.parser = new PictureParser(demuxer.parameters());
    this.showsLosses =
        demuxer.container() == ContainerFormat.MOV
            || (demuxer.container() == ContainerFormat.MPEGTS && PictureSearch.knows(codecId));
    this.reach = demuxer.delay() > 0 ? REACH : REACH_IF_UNDECLARED;
    clock.lookAhead(reach / 2);
    for (int i = 0; i < ring.length; i++) {
      ring[i] = new ReadPacket();
    }
    av_packet_move_ref(ring[0].packet, first);
    add(ring[0]);
  }

  /** Returns whether the first packet is no keyframe, but only an intra picture. */
  public boolean beginsUnmarked() {
    return beginsUnmarked;
  }

  /** Returns the rank of the first keyframe. Frames that are output before do not count. */
  public long startRank() {
    return startRank;
  }

  /**
   * Moves the next packet in decoding order into the target. A corrupt packet may be empty.
   *
   * @return its number in decoding order, or -1 when there is none
   */
  public long next(AVPacket target) {
    while (count < reach && end == 0) {
      read();
    }
    if (count == 0) {
      return -1;
    }
    returned = ring[head];
    av_packet_move_ref(target, returned.packet);
    head = (head + 1) % ring.length;
    count--;
    return read - count - 1;
  }

  /** Returns how many pictures a decoder must hold back to output those that were read in order. */
  public int held() {
    return held;
  }

  /** Returns the rank of the packet that was returned last; the highest if it has no picture. */
  public long rank() {
    return returned.rank;
  }

  /**
   * Returns whether the picture of the packet that was returned last does not matter to any other.
   * False where a corrupt picture may be all that shows that packets behind it vanished, and where
   * a picture is missing.
   */
  public boolean isDisposable() {
    return returned.isDisposable;
  }

  /**
   * Returns whether decoding from the packet that was returned last on needs nothing before, if it
   * is a keyframe.
   */
  public boolean isIndependent() {
    return returned.isIndependent;
  }

  /** Returns whether the packet that was returned last completes the frame of the one before. */
  public boolean completesFrame() {
    return returned.isSecondField;
  }

  /** Returns whether the next packet does. */
  public boolean completesFrameNext() {
    return count > 0 && ring[head].isSecondField;
  }

  /** Returns whether the packet that was returned last is encrypted; then it is corrupt too. */
  public boolean isEncrypted() {
    return returned.isEncrypted;
  }

  /** Returns what is wrong with the packet that was returned last, if it is corrupt. */
  public String cause() {
    return returned.cause == null ? Ffmpeg.errorMessage(AVERROR_INVALIDDATA()) : returned.cause;
  }

  /** Returns whether the packet that was returned last has a picture. */
  public boolean hasPicture() {
    return returned.rank != Long.MAX_VALUE;
  }

  /** Returns whether the packet that was returned last is one that decoders refuse, without any. */
  public boolean lacksPicture() {
    return !hasPicture() && PictureParser.refusesPictureless(demuxer.codecId());
  }

  /** Returns whether packets were read, and all of them are to be discarded. */
  public boolean hidesAll() {
    return discarded > 0 && discarded == read;
  }

  /** Returns the code that ended the reading: end of file, or damage; 0 while it goes on. */
  public int end() {
    return end;
  }

  /** Returns the decoding time of the last packet that was read. */
  public long lastDts() {
    return lastDts;
  }

  private void read() {
    ReadPacket next = ring[(head + count) % ring.length];
    int code = demuxer.read(next.packet);
    if (code == END && count > 0 && demuxer.endsInPicture()) {
      last(0).spoil("it is cut short");
    }
    if (code < 0 && (code == END || !tolerant || ++failures > MAX_FAILURES)) {
      end = code;
    } else if (code < 0) {
      next.begin();
      next.packet.flags(AV_PKT_FLAG_CORRUPT);
      count++;
      read++;
    } else {
      failures = 0;
      add(next);
    }
  }

  /** Returns one of the packets that were read, counted back from the last one. */
  private ReadPacket last(int back) {
    return ring[(head + count - 1 - back + ring.length) % ring.length];
  }

  private void add(ReadPacket next) {
    AVPacket packet = next.packet;
    next.begin();
    count++;
    long sequence = read++;
    discarded += (packet.flags() & AV_PKT_FLAG_DISCARD) != 0 ? 1 : 0;
    long before = lastDts;
    lastDts = packet.dts() == AV_NOPTS_VALUE ? lastDts : packet.dts();
    if (packet.size() == 0) {
      if ((packet.flags() & AV_PKT_FLAG_CORRUPT) != 0) {
        addLost(next, sequence);
      }
      return;
    }
    next.isEncrypted = SideData.isEncrypted(packet);
    if (next.isEncrypted || demuxer.hasOtherCodec()) {
      addOther(next, sequence);
      return;
    }
    parser.parse(packet, SideData.extradata(packet));
    if (!parser.hasPicture()) {
      packet.flags(packet.flags() & ~AV_PKT_FLAG_KEY);
      return;
    }
    boolean isKey = sequence == 0 || parser.isRandomAccess();
    packet.flags(isKey ? packet.flags() | AV_PKT_FLAG_KEY : packet.flags() & ~AV_PKT_FLAG_KEY);
    untrusted &= !isKey;
    if (!isKey && !untrusted && (demuxer.hasGapBefore() || isOfOther(packet, before))) {
      // What it refers to is missing, here or where a joined recording was cut.
      packet.flags(packet.flags() | AV_PKT_FLAG_CORRUPT);
      untrusted = true;
      if (isBack(packet, before)) {
        order.fix();
      }
    }
    boolean isLatest = !untrusted && parser.rank() >= highestRank;
    highestRank = isLatest ? parser.rank() : highestRank;
    next.rank = untrusted ? highestRank : parser.rank();
    if (sequence == 0) {
      startRank = parser.rank();
      beginsUnmarked = parser.isPossibleStart() && !parser.isRandomAccess();
    }
    findMissing(isKey);
    next.isDisposable = parser.isDisposable() && showsLosses && !lacksReference;
    next.isIndependent = parser.isIndependent();
    next.isSecondField = parser.isSecondField();
    if (!classifier.isShown(packet) || parser.isSecondField()) {
      return;
    }
    clock.addPacket(sequence, decodingTime(packet, isLatest));
    boolean isBefore = next.rank < startRank;
    if (parser.isOmitted() || (isBefore && following <= Math.max(demuxer.delay(), MIN_HELD))) {
      clock.skip();
      return;
    }
    following++;
    if (isBefore) {
      // A decoder would hold back too many pictures for this one: its order count is corrupt.
      next.spoil(LOST);
    }
    int flags = isKey ? FrameOrder.KEY : 0;
    if (untrusted || (sequence > 0 && (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0)) {
      order.addCorrupt(sequence, packet.pts(), flags);
    } else {
      held = Math.max(held, Math.min(order.countAbove(parser.rank()), MAX_HELD));
      order.add(parser.rank(), sequence, packet.pts(), flags);
    }
  }

  /**
   * Finds out whether a picture before the last one is missing. What the decoder shows in its place
   * depends on all pictures that it decodes, those before that no other refers to among them.
   */
  private void findMissing(boolean isKey) {
    lacksReference = !isKey && (lacksReference || parser.lacksReference());
    if (parser.lacksReference()) {
      for (int i = 1; i < count && last(i).isDisposable; i++) {
        last(i).isDisposable = false;
      }
    }
  }

  /**
   * Returns whether a picture, no keyframe, is of another recording than the one before: more
   * pictures before it would be output after it than a decoder may hold, or than this one does
   * where times jump too.
   */
  private boolean isOfOther(AVPacket packet, long before) {
    int above = PictureParser.hasUnits(demuxer.codecId()) ? order.countAbove(parser.rank()) : 0;
    if (above <= demuxer.delay() + 1) {
      return false;
    }
    return above > MAX_HELD || isBack(packet, before) || packet.dts() - before > 1 / demuxer.tick();
  }

  private static boolean isBack(AVPacket packet, long before) {
    return packet.dts() != AV_NOPTS_VALUE && packet.dts() <= before;
  }

  /**
   * Adds the frame of a lost picture, which takes the place that its time says. The packet before
   * has what is left of the picture, besides its own or instead of it.
   */
  private void addLost(ReadPacket next, long sequence) {
    boolean other = demuxer.hasOtherCodec();
    if (count > 1 && !other) {
      last(1).spoil(LOST);
      order.placeByTime(sequence - 1);
    }
    next.cause = other ? codecChange() : LOST;
    untrusted = true;
    clock.addPacket(sequence, AV_NOPTS_VALUE);
    order.addCorrupt(sequence, next.packet.pts(), 0);
  }

  /** Adds a frame that cannot be decoded, as it is encrypted or its codec is another one. */
  private void addOther(ReadPacket next, long sequence) {
    next.packet.flags(AV_PKT_FLAG_CORRUPT);
    next.cause = next.isEncrypted ? null : codecChange();
    clock.addPacket(sequence, AV_NOPTS_VALUE);
    order.addLast(sequence, next.packet.pts());
  }

  private String codecChange() {
    return "its codec changes from %s to %s"
        .formatted(
            avcodec_get_name(demuxer.codecId()).getString(),
            avcodec_get_name(demuxer.parameters().codec_id()).getString());
  }

  /**
   * Returns a time that grows from packet to packet, in Matroska and transport streams the
   * presentation time: of the decoding times that FFmpeg gives there some are made up, and depend
   * on where reading began.
   *
   * @param isLatest whether the picture is output after all that are decoded before it
   */
  private long decodingTime(AVPacket packet, boolean isLatest) {
    return switch (demuxer.container()) {
      case OTHER -> StreamInfo.hasTimes(demuxer) ? packet.dts() : AV_NOPTS_VALUE;
      case MATROSKA, MPEGTS -> isLatest ? packet.pts() : AV_NOPTS_VALUE;
      default -> packet.dts();
    };
  }

  /** Returns whether a packet promises a frame that is shown. */
  public boolean isShown(AVPacket packet) {
    return classifier.isShown(packet);
  }

  @Override
  public void close() {
    parser.close();
    for (ReadPacket packet : ring) {
      packet.close();
    }
  }
}
