package io.euge.video.decode;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.euge.video.demux.FrameOrder;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Takes frames from the decoder and outputs those that are selected and certainly correct, in
 * presentation order. A frame's index is its position among the frames that packets promise; a
 * video without usable presentation times is counted instead.
 */
final class FrameOutput implements AutoCloseable {
  private final DecoderSession decoder;
  private final DecodeContext context;
  private final FrameOrder order;
  private final CurrentFrame current;
  private final ReorderBuffer decoded = new ReorderBuffer();

  /** Presentation time of the keyframe that decoding began with. */
  private final long startPts;

  private long lastDecodedPts = Long.MIN_VALUE;

  /** Whether all frames that had a position in the order were output. */
  private boolean unordered;

  /** Frames that are shown before one that was output, if their times were right. */
  private int overtaken;

  private boolean received;

  FrameOutput(DecoderSession decoder, DecodeContext context, long startPts) {
    this.decoder = decoder;
    this.context = context;
    this.order = context.order();
    this.current = context.current();
    this.startPts = startPts;
  }

  /** Takes the frame that the decoder has received. */
  void receive() {
    received = true;
    AVFrame frame = decoder.frame();
    long pts = frame.pts();
    boolean isTimed = !order.isAbandoned() && pts != AV_NOPTS_VALUE;
    if (isTimed && pts < startPts) {
      return;
    }
    int position = isTimed ? order.find(pts) : -1;
    if (position < 0 && isTimed && overtaken > 0) {
      overtaken--;
      return;
    }
    if (position < 0) {
      order.abandon();
      lastDecodedPts = Long.MAX_VALUE;
      decoded.add(frame);
      return;
    }
    order.set(position, FrameOrder.DECODED);
    lastDecodedPts = pts;
    if (!order.has(position, FrameOrder.CORRUPT) && Decoder.isCorrupt(frame)) {
      decoder.corrupt(order.sequence(position), AVERROR_INVALIDDATA());
    }
    if (pts < context.endPts()) {
      decoded.add(frame);
    }
  }

  /** Notes that the decoder has no more frames of the packets that were sent. */
  void drained() {
    lastDecodedPts = Long.MAX_VALUE;
  }

  boolean isEmpty() {
    return decoded.isEmpty();
  }

  /** Returns whether anything came out of the decoder. */
  boolean hasReceived() {
    return received;
  }

  /** Returns whether the earliest frame can be accepted or rejected now. */
  boolean isReady() {
    return !decoded.isEmpty() && (decoded.isFull() || isCertain(decoded.first().pts()));
  }

  /** Returns whether all frames that this one may refer to have come out of the decoder too. */
  private boolean isCertain(long pts) {
    int position = order.find(pts);
    return position < 0 || !order.isPending(order.sequence(position), lastDecodedPts);
  }

  /**
   * Makes the earliest frame the current one.
   *
   * @return whether it is to be output
   */
  boolean accept() {
    decoded.take(current.frame());
    long pts = current.frame().pts();
    int position = unordered ? -1 : order.find(pts);
    if (position < 0 && order.isAbandoned()) {
      unordered = true;
      return acceptUnordered();
    }
    if (position < 0 || order.has(position, FrameOrder.CORRUPT)) {
      return false;
    }
    boolean selected = order.has(position, FrameOrder.SELECTED);
    if (isLossCertain()) {
      context.damage().addLost(order.countPromised(position));
    }
    // The times in between, which no decoder was given yet, are wrong.
    int early =
        context.selector().keyframesOnly()
            ? 0
            : order.countAfter(context.corruption().lastRead(), position);
    overtaken += early;
    context.damage().addLost(early);
    current.set(
        order.index(position), context.clock().seconds(pts), order.has(position, FrameOrder.KEY));
    context.damage().frameOutput(current.index(), current.seconds(), order.sequence(position));
    order.removeFirst(position + 1);
    return selected;
  }

  /**
   * Returns whether a promised frame that does not come is a loss. At the start of a video it is
   * not: a recording may begin in the middle of a group of pictures.
   */
  boolean isLossCertain() {
    boolean begun = current.isSet() || context.segment().from() != null;
    return context.damage().isOpen() || (begun && decoder.outputsOneFramePerPacket());
  }

  /** Accepts a frame without a position in the order: it is the next one. */
  private boolean acceptUnordered() {
    if (!context.segment().isWhole()) {
      throw context.damage().segmentMismatch(current.seconds());
    }
    AVFrame frame = current.frame();
    if (Decoder.isCorrupt(frame)) {
      context.corruption().corruptUnordered();
      decoder.corrupt(context.corruption().lastRead(), AVERROR_INVALIDDATA());
    }
    if (context.corruption().isUnorderedCorrupt()) {
      return false;
    }
    current.set(
        current.index() + 1, unorderedSeconds(frame), (frame.flags() & AV_FRAME_FLAG_KEY) != 0);
    context
        .damage()
        .frameOutput(current.index(), current.seconds(), context.corruption().lastRead());
    return context.selector().selects(current);
  }

  /** Returns the time of a frame without position: its own, or that of the last and a duration. */
  private double unorderedSeconds(AVFrame frame) {
    long ticks = frame.best_effort_timestamp();
    double seconds = ticks == AV_NOPTS_VALUE ? Double.NaN : context.clock().seconds(ticks);
    if (!current.isSet()) {
      return Double.isNaN(seconds) ? 0 : seconds;
    }
    return seconds > current.seconds()
        ? seconds
        : current.seconds() + context.clock().frameSeconds();
  }

  @Override
  public void close() {
    decoded.close();
  }
}
