package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;

import io.euge.video.source.Input;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Reads packets, and estimates how long FFmpeg takes to fetch the bytes of a local file. */
final class TimedReads {
  private final Input input;
  private int untimed;
  private long nanos;

  TimedReads(Input input) {
    this.input = input;
  }

  /**
   * Reads the next packet of any stream that is not discarded.
   *
   * @return FFmpeg's code: 0, or negative at the end and on damage
   */
  int read(AVPacket packet) {
    if (!input.isLocal() || ++untimed < Demuxer.TIMED) {
      return av_read_frame(input.format(), packet);
    }
    untimed = 0;
    long start = System.nanoTime();
    int code = av_read_frame(input.format(), packet);
    nanos += Demuxer.TIMED * (System.nanoTime() - start);
    return code;
  }

  /** Returns the estimated nanoseconds; 0 if Euge fetches the bytes itself. */
  long nanos() {
    return nanos;
  }
}
