package io.euge.video.decode;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;

import io.euge.video.demux.Cropping;
import io.euge.video.demux.FrameOrder;
import io.euge.video.source.Ffmpeg;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Takes frames from the decoder and outputs those that are selected and certainly correct. A frame
 * is found again by the number of its packet. Its index is its position among the frames that
 * packets promise.
 */
final class FrameOutput implements AutoCloseable {
  private final DecoderSession decoder;
  private final DecodeContext context;
  private final FrameOrder order;
  private final CurrentFrame current;
  private final Cropping cropping;
  private final ReorderBuffer decoded = new ReorderBuffer();
  private long lastDecodedRank = Long.MIN_VALUE;
  private boolean received;

  /**
   * @param cropping what is left out of frames that are output
   */
  FrameOutput(DecoderSession decoder, DecodeContext context, Cropping cropping) {
    this.cropping = cropping;
    this.decoder = decoder;
    this.context = context;
    this.order = context.order();
    this.current = context.current();
  }

  /** Takes the frame that the decoder has received. */
  void receive() {
    received = true;
    AVFrame frame = decoder.frame();
    int position = order.findSequence(frame.pts());
    if (position < 0) {
      // Shown before the segment's first keyframe, or later than the frames after it: counted so.
      return;
    }
    order.set(position, FrameOrder.DECODED);
    lastDecodedRank = order.rank(position);
    if (!order.has(position, FrameOrder.CORRUPT) && decoder.isCorrupt()) {
      decoder.undecodable(order.sequence(position), Ffmpeg.errorMessage(AVERROR_INVALIDDATA()));
    }
    if (context.isInside(position)) {
      decoded.add(frame);
    }
  }

  /** Notes that the decoder has no more frames of the packets that were sent. */
  void drained() {
    lastDecodedRank = Long.MAX_VALUE;
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
  private boolean isCertain(long sequence) {
    return order.findSequence(sequence) < 0 || !order.isPending(sequence, lastDecodedRank);
  }

  /**
   * Makes the earliest frame the current one.
   *
   * @return whether it is to be output
   */
  boolean accept() {
    decoded.take(current.frame());
    int position = order.findSequence(current.frame().pts());
    if (position >= 0 && isLossCertain()) {
      markMissing(position);
    }
    if (position < 0 || order.has(position, FrameOrder.CORRUPT)) {
      return false;
    }
    boolean selected = order.has(position, FrameOrder.SELECTED);
    if (isLossCertain()) {
      context.damage().addLost(order.countPromised(position));
    }
    if (!context.selector().keyframesOnly()) {
      // The decoder did not wait for these, so it will not output them in their places.
      context.damage().addLost(order.countAfter(context.corruption().lastRead(), position));
    }
    current.set(
        order.index(position), order.seconds(position), order.has(position, FrameOrder.KEY));
    context.damage().frameOutput(current.index(), current.seconds(), order.sequence(position));
    order.removeFirst(position + 1);
    if (selected) {
      cropping.apply(current.frame());
    }
    return selected;
  }

  /**
   * Marks what may refer to a frame that should have come before this position and did not: the
   * decoder has dropped it without an error, so it was corrupted.
   */
  private void markMissing(int position) {
    for (int i = 0; i < position; i++) {
      if (order.isMissing(i)) {
        decoder.undecodable(order.sequence(i), "frames could not be decoded");
      }
    }
  }

  /**
   * Returns whether a promised frame that does not come is a loss. At the start of a video it is
   * not: a recording may begin in the middle of a group of pictures.
   */
  boolean isLossCertain() {
    boolean begun = current.isSet() || context.segment().from() != null;
    return context.damage().isOpen() || (begun && decoder.outputsOneFramePerPacket());
  }

  @Override
  public void close() {
    decoded.close();
  }
}
