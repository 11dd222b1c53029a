package io.euge.video.decode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;

import io.euge.video.RandomAccessPoint;
import io.euge.video.decode.DecoderSession.Phase;
import io.euge.video.demux.Demuxer;
import io.euge.video.demux.FrameOrder;
import io.euge.video.demux.KeyframeSeeker;
import io.euge.video.demux.PacketWindow;
import io.euge.video.demux.SideData;
import io.euge.video.picture.PictureParser;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Feeds the packets of a segment to the decoder. Leaves out those that no selected frame needs, and
 * after damage those up to the next keyframe, where it has the decoder begin anew.
 */
final class PacketFeeder implements AutoCloseable {
  private final PacketWindow window;
  private final SideData sideData;
  private final DecoderSession decoder;
  private final DecodeContext context;
  private final FrameOrder order;
  private final FrameSelector selector;
  private final DeferredPackets deferred = new DeferredPackets();
  private final DiscardedFragments discarded;
  private final PicturelessPackets pictureless = new PicturelessPackets();
  private final JoinedHeaders headers = new JoinedHeaders();
  private final boolean hasUnits;

  /** Whether the decoder learns new parameters from packets only, not from their side data. */
  private final boolean takesParametersInPackets;

  /** Whether the decoder answers the first field of a frame with an error, unlike that of H.264. */
  private final boolean refusesHalves;

  private final AVPacket packet = av_packet_alloc();
  private long sequence = -1;

  /** Number of {@link #packet}, where it waits until the decoder was flushed; else -1. */
  private long waiting = -1;

  /** Whether the deferred packets are needed: they go to the decoder before any other. */
  private boolean releasing;

  /** The last packet of the segment, once its end was seen; else -1. */
  private long lastSequence = -1;

  /** Whether the frame of the last packet is not selected, though others may refer to it. */
  private boolean optional;

  /** Whether the packet that is sent is the first half of a frame. */
  private boolean isHalf;

  private boolean wasKey;
  private boolean endReached;
  private boolean promised;

  PacketFeeder(
      PacketWindow window, Demuxer demuxer, DecoderSession decoder, DecodeContext context) {
    this.window = window;
    this.sideData = demuxer.sideData();
    this.decoder = decoder;
    this.context = context;
    this.hasUnits = PictureParser.hasUnits(demuxer.codecId());
    this.takesParametersInPackets = demuxer.codecId() == AV_CODEC_ID_MPEG4;
    this.refusesHalves = demuxer.codecId() == AV_CODEC_ID_MJPEG;
    this.order = context.order();
    this.selector = context.selector();
    this.discarded = new DiscardedFragments(demuxer.isFragmented(), context.damage());
  }

  /** Sends one packet to the decoder, or leaves it out. Drains the decoder after the last one. */
  void feed() {
    if (releasing) {
      release();
      return;
    }
    boolean over = lastSequence >= 0 && sequence >= lastSequence && !window.completesFrameNext();
    long next = over ? -1 : window.next(packet);
    if (next < 0) {
      discarded.end();
      decoder.drain(Phase.DRAINING);
      return;
    }
    sequence = next;
    long rank = window.rank();
    discarded.packetRead(packet, sequence, window.hasPicture());
    boolean isKey = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
    int position = order.findSequence(sequence);
    boolean selected = position < 0 || selector.selects(position);
    if (position >= 0 && selected) {
      order.set(position, FrameOrder.SELECTED);
    }
    context.corruption().packetRead(sequence, rank, position, isKey, window.isDisposable());
    if (window.completesFrame()) {
      context.corruption().frameCompleted();
    }
    if ((packet.flags() & AV_PKT_FLAG_CORRUPT) != 0) {
      if (window.isEncrypted() && position >= 0) {
        context.damage().setEncrypted(order.index(position));
      }
      decoder.corrupt(sequence, window.cause());
    } else if (lastSequence < 0 && isEnd() && !endsLater(position)) {
      decoder.drain(Phase.DRAINING);
    } else if (packet.size() > 0 && window.lacksPicture()) {
      keepPictureless();
    } else if (isDecoded(isKey)) {
      pictureless.prependTo(packet);
      defer(rank, position, selected, isKey);
    }
    sideData.keep(packet);
    av_packet_unref(packet);
  }

  private void keepPictureless() {
    if (hasUnits) {
      pictureless.add(packet);
    } else {
      headers.add(packet, sequence);
    }
  }

  /** Returns whether the packet is the keyframe before which the segment ends. */
  private boolean isEnd() {
    RandomAccessPoint to = context.segment().to();
    return to != null && KeyframeSeeker.isAt(to, packet);
  }

  private void defer(long rank, int position, boolean selected, boolean isKey) {
    promised |= position >= 0 && selected;
    boolean unused = isKey && areDeferredUnused(position);
    boolean alone = selector.keyframesOnly() && sequence > 0;
    boolean restart =
        context.corruption().isSkipping() || unused || (isKey && (alone || isClosed(position)));
    if (context.corruption().isSkipping() || unused) {
      deferred.clear(sideData);
      context.corruption().restart(rank);
    }
    optional = window.completesFrame() ? optional : position < 0 || !selected;
    boolean skippable = optional && position >= 0 && window.isDisposable();
    deferred.add(packet, sequence, skippable, restart, window.completesFrameNext());
    releasing = !selector.isSparse() || !optional || deferred.isFull();
  }

  /**
   * Returns whether no selected frame that is decoded or shown from a keyframe on refers to the
   * deferred packets, or needs what else they have.
   */
  private boolean areDeferredUnused(int position) {
    for (int i = 0; i < position; i++) {
      if (order.sequence(i) > sequence && selector.selects(i)) {
        return false;
      }
    }
    return position >= 0 && !deferred.isEmpty() && window.isIndependent();
  }

  /**
   * Returns whether all that is decoded after a keyframe is shown after it too. Then the decoder
   * begins anew, so that damage it has not noticed does not reach further than in a segment that
   * begins here.
   */
  private boolean isClosed(int position) {
    for (int i = 0; i < position; i++) {
      if (order.sequence(i) > sequence) {
        return false;
      }
    }
    return hasUnits && decoder.flushesCheaply() && position >= 0 && sequence > 0;
  }

  /** Sends the next of the deferred packets, which were found to be needed. */
  private void release() {
    DeferredPackets.Entry entry = deferred.take();
    entry.moveTo(packet);
    isHalf = entry.isHalf();
    releasing = !deferred.isEmpty();
    decoder.skipNonReference(entry.isSkippable());
    int position = entry.isSkippable() ? -1 : order.findSequence(entry.sequence());
    if (position >= 0) {
      order.set(position, FrameOrder.EXPECTED);
    }
    if (entry.isRestart()) {
      waiting = entry.sequence();
      decoder.drain(Phase.RESTARTING);
    } else {
      send(entry.sequence());
    }
  }

  /** Begins anew with the packet that waited for it, after the decoder was flushed. */
  void restart() {
    if (waiting >= 0) {
      long next = waiting;
      waiting = -1;
      send(next);
    }
  }

  private void send(long sequence) {
    sideData.attach(packet);
    byte[] parameters = takesParametersInPackets ? SideData.extradata(packet) : null;
    if (parameters != null) {
      PicturelessPackets.prepend(parameters, packet);
    }
    headers.sendTo(decoder, sequence);
    decoder.holdBack(window.held());
    int code = decoder.send(packet, sequence);
    av_packet_unref(packet);
    if (code < 0 && !(refusesHalves && isHalf)) {
      decoder.undecodable(code);
    }
  }

  private boolean isDecoded(boolean isKey) {
    // An empty packet means that nothing changes; the decoder would take it for the end.
    boolean isLeftOut = selector.keyframesOnly() && !(window.completesFrame() && wasKey);
    wasKey = isKey;
    return packet.size() > 0 && (isKey || !(context.corruption().isSkipping() || isLeftOut));
  }

  /**
   * Handles the keyframe before which the segment ends. Frames that are shown before it may be
   * decoded after it.
   *
   * @return whether there are such frames
   */
  private boolean endsLater(int position) {
    if (position < 0 || order.index(position) != context.segment().endFrame()) {
      throw context.damage().segmentMismatch(context.current().seconds());
    }
    endReached = true;
    for (int i = 0; i < position; i++) {
      if (order.sequence(i) > sequence) {
        lastSequence = Math.max(lastSequence, order.sequence(i));
        if (context.corruption().isSkipping() && selector.selects(i)) {
          // They are not read, and lost too.
          order.set(i, FrameOrder.SELECTED);
        }
      }
    }
    return lastSequence >= 0 && !context.corruption().isSkipping() && !selector.keyframesOnly();
  }

  /** Returns whether the keyframe after the segment was read, so that nothing can be missing. */
  boolean isEndReached() {
    return endReached;
  }

  /** Returns whether a packet that was not left out promised a selected frame. */
  boolean hasPromised() {
    return promised;
  }

  @Override
  public void close() {
    deferred.close();
    headers.close();
    av_packet_free(packet);
  }
}
