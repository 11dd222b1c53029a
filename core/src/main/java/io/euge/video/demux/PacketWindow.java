package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Reads packets ahead so far that the position of each in presentation order is known when it is
 * returned. Begins with a keyframe. No packet is copied.
 */
public final class PacketWindow implements AutoCloseable {
  /** The most pictures that are decoded after one and shown before it (H.264 and HEVC: 16). */
  public static final int REACH = 33;

  private static final int REACH_WITHOUT_REORDERING = 3;
  private static final int END = AVERROR_EOF();

  /** Failures to read in a row after which a tolerant reader takes the rest for lost. */
  private static final int MAX_FAILURES = 16;

  private final Demuxer demuxer;
  private final boolean tolerant;
  private final TimestampSource timestamps;
  private final TimestampAssigner assigner;
  private final PacketClassifier classifier;
  private final RandomAccessCheck randomAccess;
  private final boolean reorders;
  private final int reach;
  private final AVPacket[] ring = new AVPacket[REACH + 2];
  private int head;
  private int count;
  private long read;
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
    this.timestamps = TimestampSource.of(demuxer, first);
    int codecId = demuxer.parameters().codec_id();
    this.classifier = new PacketClassifier(codecId, timestamps);
    this.assigner =
        new TimestampAssigner(timestamps, new PtsGenerator(codecId), classifier, order, first);
    this.reorders = demuxer.reorders();
    this.reach =
        reorders || timestamps == TimestampSource.DERIVED ? REACH : REACH_WITHOUT_REORDERING;
    for (int i = 0; i < ring.length; i++) {
      ring[i] = av_packet_alloc();
    }
    this.randomAccess = new RandomAccessCheck(demuxer.parameters());
    try {
      av_packet_move_ref(ring[0], first);
      add(ring[0]);
      while (assigner.isStartPending() && end == 0 && count < reach) {
        read();
      }
      assignLast();
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  /** Returns the presentation time of the first keyframe. Frames shown before do not count. */
  public long start() {
    return assigner.start();
  }

  /** Returns whether frames have a position in the order; otherwise they can only be counted. */
  public boolean isOrdered() {
    return timestamps != TimestampSource.NONE;
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
    assignLast();
    if (count == 0) {
      return -1;
    }
    av_packet_move_ref(target, ring[head]);
    head = (head + 1) % ring.length;
    count--;
    return read - count - 1;
  }

  /** Assigns the pending time where no packet follows, or not soon enough. */
  private void assignLast() {
    if (end != 0 || (count >= reach && assigner.isPending(read - count))) {
      assigner.flush();
    }
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
    AVPacket packet = ring[(head + count) % ring.length];
    int code = demuxer.read(packet);
    if (code < 0 && (code == END || !tolerant || ++failures > MAX_FAILURES)) {
      end = code;
    } else if (code < 0) {
      packet.flags(AV_PKT_FLAG_CORRUPT);
      packet.pts(AV_NOPTS_VALUE);
      count++;
      read++;
    } else {
      failures = 0;
      add(packet);
    }
  }

  private void add(AVPacket packet) {
    count++;
    long sequence = read++;
    if (sequence > 0
        && (packet.flags() & AV_PKT_FLAG_KEY) != 0
        && !randomAccess.isRandomAccess(packet)) {
      // With gradual refresh the container marks a keyframe, but the picture is right only later.
      packet.flags(packet.flags() & ~AV_PKT_FLAG_KEY);
    }
    lastDts = packet.dts() == AV_NOPTS_VALUE ? lastDts : packet.dts();
    assigner.add(packet, sequence);
  }

  /** Returns whether a packet is shown before the first keyframe, where nothing is reordered. */
  public boolean isMisplaced(AVPacket packet) {
    return timestamps == TimestampSource.CONTAINER
        && !reorders
        && packet.pts() != AV_NOPTS_VALUE
        && packet.pts() < start()
        && isShown(packet);
  }

  /** Returns whether a packet promises a frame that is shown. */
  public boolean isShown(AVPacket packet) {
    return classifier.isShown(packet);
  }

  @Override
  public void close() {
    randomAccess.close();
    for (AVPacket packet : ring) {
      av_packet_free(packet);
    }
  }
}
