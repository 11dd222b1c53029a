package io.euge.video.decode;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;

import io.euge.video.ClockState;
import io.euge.video.DecodeOptions;
import io.euge.video.Orientation;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.decode.DecoderSession.Phase;
import io.euge.video.demux.Demuxer;
import io.euge.video.demux.FrameClock;
import io.euge.video.demux.FrameOrder;
import io.euge.video.demux.KeyframeSeeker;
import io.euge.video.demux.PacketWindow;
import io.euge.video.demux.mp4.EditList;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Decodes the frames of one segment in presentation order. Decoding begins at a keyframe, at the
 * start and after damage alike, so a frame is the same however the video is split.
 *
 * <p>After damage no frame is output that may refer to it: none that comes later in decoding order,
 * up to the next keyframe, and none that is shown before that keyframe.
 */
final class SegmentDecoder implements AutoCloseable {
  private final Demuxer demuxer;
  private final DecodeContext context;
  private final DecoderSession decoder;

  /** Null if there is no keyframe to begin with. */
  private final PacketWindow window;

  private final Orientation orientation;
  private final PacketFeeder feeder;
  private final FrameOutput output;

  SegmentDecoder(Demuxer demuxer, Decoder decoder, Segment segment, DecodeOptions options) {
    this.demuxer = demuxer;
    AVPacket first = av_packet_alloc();
    try {
      boolean begins = seek(demuxer, segment, first);
      this.orientation = orientation(demuxer, segment, begins ? first : null);
      FrameOrder order = new FrameOrder(segment.firstFrame(), clock(demuxer, segment, first));
      this.window = begins ? new PacketWindow(demuxer, order, first, options.tolerant()) : null;
      if (begins && window.beginsUnmarked()) {
        decoder.outputAll();
      }
      DamageLog damage = new DamageLog(demuxer.name(), segment.firstFrame(), options.tolerant());
      CorruptFrameTracker corruption =
          new CorruptFrameTracker(order, damage, begins ? window.startRank() : Long.MIN_VALUE);
      this.context =
          new DecodeContext(
              segment,
              order,
              new FrameSelector(new Sampler(options.sampling()), order, segment.endFrame()),
              corruption,
              damage,
              new CurrentFrame(segment.firstFrame()));
      this.decoder = new DecoderSession(decoder, corruption, damage);
      this.feeder = new PacketFeeder(window, demuxer, this.decoder, context);
      this.output = new FrameOutput(this.decoder, context, demuxer.cropping());
    } finally {
      av_packet_free(first);
    }
  }

  private static boolean seek(Demuxer demuxer, Segment segment, AVPacket first) {
    KeyframeSeeker seeker = new KeyframeSeeker(demuxer);
    if (segment.from() == null) {
      return seeker.first(first);
    }
    seeker.seek(segment.from(), first);
    return true;
  }

  private static Orientation orientation(Demuxer demuxer, Segment segment, AVPacket first) {
    if (segment.orientation() != null) {
      return segment.orientation();
    }
    return first == null ? demuxer.orientation() : DisplayOrientation.of(demuxer, first);
  }

  private static FrameClock clock(Demuxer demuxer, Segment segment, AVPacket first) {
    return demuxer.clock(first, segment.from() == null ? ClockState.START : segment.from().clock());
  }

  /**
   * Decodes the next selected frame.
   *
   * @return false at the end
   * @throws VideoException on damage, unless it is tolerated
   */
  boolean next() {
    while (true) {
      if (output.isReady()) {
        if (output.accept()) {
          return true;
        }
        continue;
      }
      if (decoder.phase() == Phase.ENDED) {
        return false;
      }
      int code = window == null ? Decoder.END : decoder.receive();
      if (code >= 0) {
        output.receive();
      } else if (code == Decoder.EAGAIN) {
        feeder.feed();
      } else if (code != Decoder.END) {
        decoder.undecodable(code);
      } else {
        drained();
      }
    }
  }

  private void drained() {
    output.drained();
    if (decoder.phase() == Phase.RESTARTING) {
      decoder.flush();
      feeder.restart();
    } else if (output.isEmpty()) {
      decoder.end();
      finish();
    }
  }

  /** Accounts for the frames that were promised and did not come. */
  private void finish() {
    DamageLog damage = context.damage();
    // Where damage is not tolerated, reading may have stopped before the end.
    if (window != null && !feeder.isEndReached() && window.end() != 0) {
      CompletenessCheck.check(demuxer, window, context.segment(), context.order(), damage);
    }
    if (output.isLossCertain()) {
      damage.addLost(context.order().countPromised(context.order().size()));
    }
    damage.finish();
    if (window != null && context.segment().isWhole() && window.hidesAll()) {
      damage.add(Code.NO_VIDEO, EditList.HIDES_ALL.formatted(demuxer.name()));
    }
    boolean promised = window == null || feeder.hasPromised();
    if (!output.hasReceived() && promised && damage.entries().isEmpty()) {
      damage.add(Code.CORRUPT, "%s is corrupt: no frame could be read".formatted(demuxer.name()));
    }
  }

  /** Returns how frames are turned for display. */
  Orientation orientation() {
    return orientation;
  }

  CurrentFrame current() {
    return context.current();
  }

  DamageLog damage() {
    return context.damage();
  }

  @Override
  public void close() {
    if (window != null) {
      window.close();
    }
    feeder.close();
    output.close();
    context.current().close();
  }
}
