package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Assigns presentation times to packets, and adds the frames that they promise to the order. A
 * derived time may be known only when later packets have been read.
 */
final class TimestampAssigner {
  private final TimestampSource source;
  private final PtsGenerator generator;
  private final PacketClassifier classifier;
  private final FrameOrder order;
  private long start;
  private boolean started;

  /** The packet whose derived time is not known yet, or null. */
  private AVPacket pending;

  private long pendingSequence;

  /**
   * @param first the keyframe that reading begins with
   */
  TimestampAssigner(
      TimestampSource source,
      PtsGenerator generator,
      PacketClassifier classifier,
      FrameOrder order,
      AVPacket first) {
    this.source = source;
    this.generator = generator;
    this.classifier = classifier;
    this.order = order;
    this.start = first.pts();
  }

  /** Returns the presentation time of the first keyframe. Frames shown before do not count. */
  long start() {
    return start;
  }

  /** Returns whether the time of the first keyframe is still to be derived. */
  boolean isStartPending() {
    return source == TimestampSource.DERIVED && !started;
  }

  /** Takes the next packet in decoding order. It stays in its place until it has a time. */
  void add(AVPacket packet, long sequence) {
    switch (source) {
      case CONTAINER -> assign(packet, packet.pts(), sequence);
      case DERIVED -> derive(packet, sequence);
      case NONE -> {}
    }
  }

  private void derive(AVPacket packet, long sequence) {
    generator.add(packet.dts());
    if (generator.isB(packet)) {
      assign(packet, generator.take(), sequence);
      return;
    }
    flush();
    pending = packet;
    pendingSequence = sequence;
  }

  /** Returns whether the packet of this number has no time yet. */
  boolean isPending(long sequence) {
    return pending != null && pendingSequence == sequence;
  }

  /** Assigns a time to the pending packet without waiting for the next one. */
  void flush() {
    if (pending != null) {
      assign(pending, generator.take(), pendingSequence);
      pending = null;
    }
  }

  private void assign(AVPacket packet, long pts, long sequence) {
    packet.pts(pts);
    if (sequence == 0) {
      start = pts;
      started = true;
    }
    // Pictures that get their time before the first keyframe gets its own are shown before it.
    if (started && pts != AV_NOPTS_VALUE && pts >= start && classifier.isShown(packet)) {
      boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
      order.add(
          pts,
          sequence,
          (key ? FrameOrder.KEY : 0)
              | (classifier.mayBeEmpty(packet) ? FrameOrder.MAYBE_EMPTY : 0));
    }
  }
}
