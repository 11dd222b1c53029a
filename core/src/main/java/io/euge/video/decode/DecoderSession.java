package io.euge.video.decode;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** A decoder, its phase, and the packets that its threads may be decoding. */
final class DecoderSession {
  /** What the decoder does with packets. */
  enum Phase {
    /** Packets are sent to it. */
    FEEDING,
    /** It outputs the frames it has; then it is flushed and packets are sent again. */
    RESTARTING,
    /** It outputs the frames it has; no packet follows. */
    DRAINING,
    /** All frames were output. */
    ENDED
  }

  private final Decoder decoder;
  private final CorruptFrameTracker corruption;
  private final DamageLog damage;
  private Phase phase = Phase.FEEDING;

  /** Numbers of the packets that were sent last, which grow: a ring. */
  private final long[] inFlight;

  private long sent;

  /** The most pictures that the decoder was told to hold back. */
  private int held;

  DecoderSession(Decoder decoder, CorruptFrameTracker corruption, DamageLog damage) {
    this.decoder = decoder;
    this.inFlight = new long[decoder.packetsInFlight()];
    this.corruption = corruption;
    this.damage = damage;
  }

  Phase phase() {
    return phase;
  }

  /** Has the decoder output the frames it has, in the given phase. */
  void drain(Phase next) {
    if (phase == Phase.FEEDING) {
      decoder.send(null);
    }
    phase = next;
  }

  /** Discards the decoder's references, so that decoding can begin with a keyframe. */
  void flush() {
    decoder.flush();
    phase = Phase.FEEDING;
  }

  void end() {
    phase = Phase.ENDED;
  }

  /**
   * Sends a packet.
   *
   * @param sequence the packet's number in decoding order
   * @return FFmpeg's code: 0, or negative on damage
   */
  int send(AVPacket packet, long sequence) {
    // The number takes the place of the time: it comes out again with the frame and identifies it.
    packet.pts(sequence);
    packet.dts(AV_NOPTS_VALUE);
    int code = decoder.send(packet);
    inFlight[(int) (sent++ % inFlight.length)] = sequence;
    return code;
  }

  /** Sends a packet that has no picture and that the decoder answers with an error. */
  void sendHeader(AVPacket packet) {
    decoder.send(packet);
  }

  /** See {@link Decoder#holdBack}. */
  void holdBack(int pictures) {
    if (pictures > held) {
      held = pictures;
      decoder.holdBack(pictures);
    }
  }

  /** Lets the decoder skip the next packet's frame if no other frame refers to it. */
  void skipNonReference(boolean skip) {
    decoder.skipNonReference(skip);
  }

  /** See {@link Decoder#receive}. */
  int receive() {
    return decoder.receive();
  }

  /** See {@link Decoder#frame}. */
  AVFrame frame() {
    return decoder.frame();
  }

  /** See {@link Decoder#isCorrupt}. */
  boolean isCorrupt() {
    return decoder.isCorrupt();
  }

  /** See {@link Decoder#flushesCheaply}. */
  boolean flushesCheaply() {
    return decoder.flushesCheaply();
  }

  /** See {@link Decoder#outputsOneFramePerPacket}. */
  boolean outputsOneFramePerPacket() {
    return decoder.outputsOneFramePerPacket();
  }

  /**
   * Reports an error of the decoder. It may be one of any packet in flight: the oldest is taken.
   */
  void undecodable(int code) {
    boolean full = sent >= inFlight.length;
    undecodable(inFlight[full ? (int) (sent % inFlight.length) : 0], decoder.cause(code));
  }

  /** Reports that a packet did not decode to a correct frame. Ends decoding unless tolerated. */
  void undecodable(long sequence, String cause) {
    endUnlessTolerant(corruption.undecodable(sequence, cause));
  }

  /** Reports a corrupt packet, and why it is. Ends decoding unless tolerated. */
  void corrupt(long sequence, String cause) {
    endUnlessTolerant(corruption.corrupt(sequence, cause));
  }

  private void endUnlessTolerant(boolean isLoss) {
    if (isLoss && !damage.isTolerant()) {
      drain(Phase.DRAINING);
    }
  }
}
