package io.euge.video.decode;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.euge.video.DecodeOptions;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.demux.Demuxer;
import io.euge.video.demux.FrameOrder;
import io.euge.video.demux.PacketWindow;
import io.euge.video.source.Ffmpeg;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * The frames of one segment in order of presentation. Decoding begins at a keyframe, here and after
 * damage alike, so a frame is the same however the video is split.
 *
 * <p>After damage nothing is given that may have been decoded from it: all that comes later in
 * decoding order, up to the next keyframe, and what is shown before that keyframe.
 */
final class SegmentDecoder implements AutoCloseable {
  private enum Phase {
    /** Packets go into the decoder. */
    FEEDING,
    /** The decoder gives what it has; then it forgets all, and packets go in again. */
    REFRESHING,
    /** The decoder gives what it has; nothing follows. */
    ENDING,
    ENDED
  }

  private final Demuxer container;
  private final Decoder decoder;
  private final Segment segment;
  private final Sampler sampler;
  private final DamageLog damage;
  private final FrameOrder order;
  private final CorruptFrameTracker suspects;
  private final AVPacket packet = av_packet_alloc();
  private final DeferredPackets backlog = new DeferredPackets();
  private final ReorderBuffer decoded = new ReorderBuffer();
  private final AVFrame current = av_frame_alloc();
  private final int threads;
  private final double tick;
  private final double frameSeconds;
  private final long startTicks;
  private final long end;
  private PacketWindow window;
  private Phase phase = Phase.FEEDING;
  private long sequence = -1;

  /** The packets that the threads of the decoder may be at work on: an error is one of theirs. */
  private final long[] inFlight;

  private long sent;
  private long handing;
  private boolean held;
  private boolean releasing;
  private long lastDecoded = Long.MIN_VALUE;

  private long endsAfter = -1;

  /** From here on frames have no place in the order. */
  private boolean counting;

  /** All that had one were given. */
  private boolean unordered;

  /** Without an order it cannot be told what was decoded from a damaged frame: nothing is given. */
  private boolean spoiled;

  /**
   * SegmentDecoder that are shown before one that came out earlier, if their times are to be
   * believed.
   */
  private int overtaken;

  private boolean endReached;
  private boolean promised;
  private boolean any;
  private long index;
  private double seconds = Double.NaN;
  private boolean key;

  SegmentDecoder(Demuxer container, Decoder decoder, Segment segment, DecodeOptions options) {
    this.container = container;
    this.decoder = decoder;
    this.segment = segment;
    this.threads = options.threads();
    this.inFlight = new long[threads];
    this.tick = container.tick();
    double rate = container.framesPerSecond();
    this.frameSeconds = rate > 0 ? 1 / rate : 0.04;
    this.sampler = new Sampler(options.sampling());
    this.damage = new DamageLog(container.name(), segment.firstFrame(), options.tolerant());
    this.order = new FrameOrder(segment.firstFrame());
    this.index = segment.firstFrame() - 1;
    this.end = segment.to() == null ? Long.MAX_VALUE : segment.to().pts();
    try {
      if (container.goTo(segment.from(), packet)) {
        window = new PacketWindow(container, order, packet, options.tolerant());
      }
    } catch (Throwable e) {
      close();
      throw e;
    }
    long declared = container.startTicks();
    this.startTicks = declared == AV_NOPTS_VALUE && window != null ? window.start() : declared;
    this.counting = window != null && !window.isOrdered();
    this.suspects =
        new CorruptFrameTracker(
            order, damage, window == null || counting ? AV_NOPTS_VALUE : window.start());
  }

  /**
   * Decodes the next wanted frame.
   *
   * @return false at the end
   * @throws VideoException on damage, unless it is tolerated
   */
  boolean next() {
    while (true) {
      if (!decoded.isEmpty() && (decoded.isFull() || isCertain(decoded.first().pts()))) {
        decoded.take(current);
        if (accept()) {
          return true;
        }
        continue;
      }
      if (phase == Phase.ENDED) {
        return false;
      }
      int code = window == null ? Decoder.END : decoder.receive();
      if (code >= 0) {
        any = true;
        receive();
      } else if (code == Decoder.EAGAIN) {
        feed();
      } else if (code != Decoder.END) {
        damaged(oldestInFlight(), code);
      } else if (phase == Phase.REFRESHING) {
        decoder.flush();
        spoiled = false;
        lastDecoded = Long.MAX_VALUE;
        phase = Phase.FEEDING;
        if (held) {
          held = false;
          send();
        }
      } else {
        lastDecoded = Long.MAX_VALUE;
        if (decoded.isEmpty()) {
          phase = Phase.ENDED;
          finish();
        }
      }
    }
  }

  /** Hands one packet on to the decoder, or leaves it out. */
  private void feed() {
    if (releasing) {
      release();
      return;
    }
    long next = endsAfter >= 0 && sequence >= endsAfter ? -1 : window.next(packet);
    if (next < 0) {
      drain(Phase.ENDING);
      return;
    }
    sequence = next;
    long time = packet.pts();
    boolean isKey = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
    int place = order.place(time);
    boolean wanted = place < 0 || wants(place);
    if (place >= 0 && wanted) {
      order.mark(place, FrameOrder.WANTED);
    }
    suspects.handedOn(sequence, time, place, isKey);
    if (window.isMisplaced(packet)) {
      damage.causedBy(Code.DAMAGED, "presentation times jump back");
      damage.lost(1);
    }
    if ((packet.flags() & AV_PKT_FLAG_CORRUPT) != 0) {
      damaged(sequence, AVERROR_INVALIDDATA());
    } else if (isKey && time >= end && endsAfter < 0 && !endsLater(place)) {
      drain(Phase.ENDING);
    } else if (isDecoded(isKey)) {
      promised |= (place >= 0 && wanted) || counting;
      boolean fresh = suspects.isSkipping() || (isKey && isBacklogUseless(place));
      if (fresh) {
        backlog.clear();
        suspects.resume(time);
      }
      boolean spare = place < 0 ? !counting : !wanted;
      backlog.add(packet, sequence, spare && place >= 0, fresh);
      releasing = !sampler.isSparse() || !spare || backlog.isFull();
    }
    av_packet_unref(packet);
  }

  /**
   * Whether nothing that comes from a keyframe on, or is shown before it, is decoded from the
   * packets that wait.
   */
  private boolean isBacklogUseless(int place) {
    for (int i = 0; i < place; i++) {
      if (order.sequence(i) > sequence && wants(i)) {
        return false;
      }
    }
    return place >= 0 && !backlog.isEmpty();
  }

  /** Gives the decoder the next of the packets that were found to be needed. */
  private void release() {
    DeferredPackets.Entry entry = backlog.take();
    entry.moveTo(packet);
    releasing = !backlog.isEmpty();
    handing = entry.sequence();
    decoder.spare(entry.isSpare());
    if (entry.isFresh()) {
      held = true;
      drain(Phase.REFRESHING);
    } else {
      send();
    }
  }

  private boolean isDecoded(boolean isKey) {
    // An empty packet means that nothing changes; given to the decoder it would mean the end.
    return packet.size() > 0 && (isKey || !(suspects.isSkipping() || keyframesOnly()));
  }

  private boolean wants(int place) {
    double shown = seconds(order.time(place));
    double next = place + 1 < order.size() ? seconds(order.time(place + 1)) : shown + frameSeconds;
    return order.time(place) < end
        && sampler.wants(order.index(place), shown, next, order.is(place, FrameOrder.KEY));
  }

  /**
   * The keyframe that the segment ends before is there. Pictures that are shown before it may be
   * decoded after it.
   *
   * @return whether there are such
   */
  private boolean endsLater(int place) {
    if (place < 0 || order.time(place) != end || order.index(place) != segment.endFrame()) {
      throw notAsPlanned();
    }
    endReached = true;
    for (int i = 0; i < place; i++) {
      if (order.sequence(i) > sequence) {
        endsAfter = Math.max(endsAfter, order.sequence(i));
      }
    }
    return endsAfter >= 0 && !suspects.isSkipping() && !keyframesOnly();
  }

  private void send() {
    int code = decoder.send(packet);
    av_packet_unref(packet);
    inFlight[(int) (sent++ % threads)] = handing;
    if (code < 0) {
      spoiled = counting;
      damaged(oldestInFlight(), code);
    } else if (keyframesOnly()) {
      drain(Phase.REFRESHING);
    }
  }

  /** Whether nothing but keyframes is decoded. SegmentDecoder that are counted must all be. */
  private boolean keyframesOnly() {
    return sampler.keyframesOnly() && !counting;
  }

  private long oldestInFlight() {
    long oldest = handing;
    for (int i = 0; i < Math.min(sent, threads); i++) {
      oldest = Math.min(oldest, inFlight[i]);
    }
    return oldest;
  }

  private void drain(Phase then) {
    if (phase == Phase.FEEDING) {
      decoder.send(null);
    }
    phase = then;
  }

  private void damaged(long from, int code) {
    if (suspects.damaged(from, Ffmpeg.words(code)) && !damage.isTolerant()) {
      drain(Phase.ENDING);
    }
  }

  /** Takes the frame that came out of the decoder. */
  private void receive() {
    AVFrame frame = decoder.frame();
    long time = frame.pts();
    boolean isTimed = !counting && time != AV_NOPTS_VALUE;
    if (isTimed && time < window.start()) {
      return;
    }
    int place = isTimed ? order.place(time) : -1;
    if (place < 0 && isTimed && overtaken > 0) {
      overtaken--;
      return;
    }
    if (place < 0) {
      counting = true;
      lastDecoded = Long.MAX_VALUE;
      decoded.add(frame);
      return;
    }
    order.mark(place, FrameOrder.DECODED);
    lastDecoded = time;
    if (!order.is(place, FrameOrder.SUSPECT) && Decoder.isDamaged(frame)) {
      damaged(order.sequence(place), AVERROR_INVALIDDATA());
    }
    if (time < end) {
      decoded.add(frame);
    }
  }

  /** Whether all that a decoded frame may be decoded from has come out of the decoder too. */
  private boolean isCertain(long time) {
    int place = order.place(time);
    return place < 0 || !order.awaits(order.sequence(place), lastDecoded);
  }

  /** Whether the current frame is to be given. */
  private boolean accept() {
    long time = current.pts();
    int place = unordered ? -1 : order.place(time);
    if (place < 0 && counting) {
      unordered = true;
      return acceptUnordered();
    }
    if (place < 0 || order.is(place, FrameOrder.SUSPECT)) {
      return false;
    }
    boolean wanted = order.is(place, FrameOrder.WANTED);
    if (isPromised()) {
      damage.lost(order.promised(place));
    }
    // Times that no decoder was told of yet lie between: they are wrong.
    int early = keyframesOnly() ? 0 : order.after(sequence, place);
    overtaken += early;
    damage.lost(early);
    index = order.index(place);
    seconds = seconds(time);
    key = order.is(place, FrameOrder.KEY);
    damage.passed(index, seconds, order.sequence(place));
    order.pass(place + 1);
    return wanted;
  }

  /**
   * Whether a frame that does not come is a loss. At the start of a video it is not: a recording
   * may begin in the middle of a group of pictures.
   */
  private boolean isPromised() {
    boolean begun = !Double.isNaN(seconds) || segment.from() != null;
    return damage.isOpen() || (begun && decoder.countsOnEveryPacket());
  }

  /** A frame whose place cannot be told: it is the next. */
  private boolean acceptUnordered() {
    if (!segment.isWhole()) {
      throw notAsPlanned();
    }
    if (Decoder.isDamaged(current)) {
      spoiled = true;
      damaged(sequence, AVERROR_INVALIDDATA());
    }
    if (spoiled) {
      return false;
    }
    index++;
    long ticks = current.best_effort_timestamp();
    double time = ticks == AV_NOPTS_VALUE ? Double.NaN : seconds(ticks);
    if (Double.isNaN(seconds)) {
      seconds = Double.isNaN(time) ? 0 : time;
    } else {
      seconds = time > seconds ? time : seconds + frameSeconds;
    }
    key = (current.flags() & AV_FRAME_FLAG_KEY) != 0;
    damage.passed(index, seconds, sequence);
    return sampler.wants(index, seconds, seconds + frameSeconds, key);
  }

  /** An end is only an end if nothing that the file promises is missing. */
  private void finish() {
    if (window != null && !endReached) {
      checkComplete();
    }
    if (isPromised()) {
      damage.lost(order.promised(order.size()));
    }
    damage.ended();
    if (!any && (window == null || promised) && damage.entries().isEmpty()) {
      damage.add(Code.DAMAGED, "%s is damaged: no frame could be read".formatted(container.name()));
    }
  }

  private void checkComplete() {
    long missing =
        segment.to() == null
            ? container.indexedAfter(window.lastDts())
            : segment.endFrame() - order.index(order.size());
    long bytes = segment.to() == null ? container.missingBytes() : 0;
    if (missing > 0) {
      damage.causedBy(Code.TRUNCATED, "it is cut short");
      damage.lost(missing);
    } else if (bytes > 0) {
      damage.causedBy(Code.TRUNCATED, "it is cut short by %d bytes".formatted(bytes));
    } else if (window.end() != 0 && window.end() != Decoder.END) {
      damage.causedBy(Code.DAMAGED, Ffmpeg.words(window.end()));
    }
  }

  private VideoException notAsPlanned() {
    return new VideoException(
        VideoException.Stage.DECODE,
        Code.DAMAGED,
        container.name(),
        seconds,
        "%s is not as it was when it was split: read it again, or with segment-seconds=0"
            .formatted(container.name()));
  }

  private double seconds(long ticks) {
    return (ticks - startTicks) * tick;
  }

  /** The current frame; its memory is this reader's and its content that of the last next(). */
  AVFrame current() {
    return current;
  }

  /** Index of the current frame in the whole video. */
  long index() {
    return index;
  }

  /** Presentation time of the current frame from the start of the whole video's stream. */
  double seconds() {
    return seconds;
  }

  boolean isKey() {
    return key;
  }

  DamageLog damage() {
    return damage;
  }

  @Override
  public void close() {
    if (window != null) {
      window.close();
    }
    backlog.close();
    decoded.close();
    av_frame_free(current);
    av_packet_free(packet);
  }
}
