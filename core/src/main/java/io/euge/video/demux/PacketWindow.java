package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Reads packets so far ahead that the place of each in the order of presentation is known when it
 * is handed on. Begins with a keyframe. No packet is copied.
 */
public final class PacketWindow implements AutoCloseable {
  /** At most so many pictures are decoded after one and shown before it (H.264 and HEVC: 16). */
  public static final int REACH = 33;

  private static final int WITHOUT_REORDERING = 3;
  private static final int NOT_CODED = 8;
  private static final int END = AVERROR_EOF();

  /** Failures to read in a row after which a tolerant reader takes the rest for lost. */
  private static final int PATIENCE = 16;

  private final Demuxer container;
  private final FrameOrder order;
  private final boolean tolerant;
  private final TimestampSource timing;
  private final PtsGenerator times;
  private final RandomAccessCheck clean;
  private final int reach;
  private final boolean reorders;
  private final boolean hidesFrames;
  private final boolean skipsPictures;
  private long start;
  private boolean started;
  private final AVPacket[] ring = new AVPacket[REACH + 2];
  private int head;
  private int count;
  private AVPacket waiting;
  private long waitingSequence;
  private long read;
  private long lastDts = AV_NOPTS_VALUE;
  private int failures;
  private int end;

  /**
   * @param first the keyframe to start with, read already; its content is moved out of it
   * @param tolerant whether a failure to read becomes an empty, corrupt packet
   */
  public PacketWindow(Demuxer container, FrameOrder order, AVPacket first, boolean tolerant) {
    this.container = container;
    this.order = order;
    this.tolerant = tolerant;
    this.timing = container.timing(first);
    this.times = new PtsGenerator(container.parameters().codec_id());
    this.reorders = container.reorders();
    this.reach = reorders || timing == TimestampSource.DERIVED ? REACH : WITHOUT_REORDERING;
    this.hidesFrames = container.parameters().codec_id() == AV_CODEC_ID_VP8;
    this.start = first.pts();
    this.skipsPictures =
        timing == TimestampSource.DERIVED && container.parameters().codec_id() == AV_CODEC_ID_MPEG4;
    for (int i = 0; i < ring.length; i++) {
      ring[i] = av_packet_alloc();
    }
    this.clean = new RandomAccessCheck(container.parameters());
    try {
      av_packet_move_ref(ring[0], first);
      entered(ring[0]);
      while (timing == TimestampSource.DERIVED && !started && end == 0 && count < reach) {
        read();
      }
      timeLast();
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  /** Presentation time of the keyframe that it began with. What is shown before is not counted. */
  public long start() {
    return start;
  }

  /** Whether frames have a place in the order; otherwise they can only be counted. */
  public boolean isOrdered() {
    return timing != TimestampSource.NONE;
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
    timeLast();
    if (count == 0) {
      return -1;
    }
    av_packet_move_ref(target, ring[head]);
    head = (head + 1) % ring.length;
    count--;
    return read - count - 1;
  }

  /** Nothing follows the picture whose time was to be told by the next, or not soon enough. */
  private void timeLast() {
    if (waiting != null && (end != 0 || (count >= reach && waitingSequence == read - count))) {
      timed(waiting, times.take(), waitingSequence);
      waiting = null;
    }
  }

  /** The code that ended the reading: end of file, or damage; 0 while it goes on. */
  public int end() {
    return end;
  }

  /** Decoding time of the last packet that was read. */
  public long lastDts() {
    return lastDts;
  }

  private void read() {
    AVPacket packet = ring[(head + count) % ring.length];
    int code = container.read(packet);
    if (code < 0 && (code == END || !tolerant || ++failures > PATIENCE)) {
      end = code;
    } else if (code < 0) {
      packet.flags(AV_PKT_FLAG_CORRUPT);
      packet.pts(AV_NOPTS_VALUE);
      count++;
      read++;
    } else {
      failures = 0;
      entered(packet);
    }
  }

  private void entered(AVPacket packet) {
    count++;
    long sequence = read++;
    if (sequence > 0 && (packet.flags() & AV_PKT_FLAG_KEY) != 0 && !clean.at(packet)) {
      // A container's keyframe from which the picture becomes right only later is none here.
      packet.flags(packet.flags() & ~AV_PKT_FLAG_KEY);
    }
    lastDts = packet.dts() == AV_NOPTS_VALUE ? lastDts : packet.dts();
    switch (timing) {
      case GIVEN -> timed(packet, packet.pts(), sequence);
      case DERIVED -> derive(packet, sequence);
      case NONE -> {}
    }
  }

  private void derive(AVPacket packet, long sequence) {
    times.arrives(packet.dts());
    if (times.isB(packet)) {
      timed(packet, times.take(), sequence);
      return;
    }
    if (waiting != null) {
      timed(waiting, times.take(), waitingSequence);
    }
    waiting = packet;
    waitingSequence = sequence;
  }

  private void timed(AVPacket packet, long time, long sequence) {
    packet.pts(time);
    if (sequence == 0) {
      start = time;
      started = true;
    }
    // Pictures that get their time before the keyframe gets its own are shown before it.
    if (started && time != AV_NOPTS_VALUE && time >= start && isShown(packet)) {
      boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
      order.add(
          time,
          sequence,
          (key ? FrameOrder.KEY : 0) | (mayBeEmpty(packet) ? FrameOrder.PERHAPS : 0));
    }
  }

  /** Whether a packet is shown before the keyframe it comes after, where nothing is reordered. */
  public boolean isMisplaced(AVPacket packet) {
    return timing == TimestampSource.GIVEN
        && !reorders
        && packet.pts() != AV_NOPTS_VALUE
        && packet.pts() < start
        && isShown(packet);
  }

  /** Whether a packet promises a frame that is shown. */
  public boolean isShown(AVPacket packet) {
    if ((packet.flags() & AV_PKT_FLAG_DISCARD) != 0 || packet.size() == 0) {
      return false;
    }
    // RFC 6386, 9.1: bit 4 of the first byte tells whether the frame is for display.
    return !hidesFrames || (packet.data().get(0) >> 4 & 1) == 1;
  }

  /** ISO/IEC 14496-2, 6.2.5: a picture that is not coded is hardly more than its header. */
  private boolean mayBeEmpty(AVPacket packet) {
    return skipsPictures && packet.size() <= NOT_CODED;
  }

  @Override
  public void close() {
    clean.close();
    for (AVPacket packet : ring) {
      av_packet_free(packet);
    }
  }
}
