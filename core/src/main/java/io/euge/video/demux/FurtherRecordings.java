package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;

import io.euge.video.ClockState;
import io.euge.video.VideoBytes;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Recordings in a file behind what FFmpeg's demuxer has read of it, as where files were joined byte
 * by byte. It does not say that they are there.
 *
 * @param recordings how many there are
 * @param pictures how many frames they have, as far as they can be opened
 */
public record FurtherRecordings(int recordings, long pictures) {
  private static final int MAX_RECORDINGS = 1000;

  /**
   * Finds those behind the packets that were read, up to the end.
   *
   * @param frames of other streams that followed in the packets
   */
  static FurtherRecordings behind(Demuxer read, long frames, VideoSource source) {
    if (frames > 0) {
      return new FurtherRecordings(1, frames);
    }
    int recordings = 0;
    long pictures = 0;
    long position = 0;
    long start = read.nextRecording();
    while (start >= 0 && recordings < MAX_RECORDINGS) {
      recordings++;
      position += start;
      try (Demuxer next = Demuxer.open(new Rest(source, position))) {
        pictures += pictures(next);
        start = next.nextRecording();
      } catch (VideoException e) {
        if (e.code() == Code.UNREADABLE) {
          throw e;
        }
        start = -1;
      }
    }
    return new FurtherRecordings(recordings, pictures);
  }

  private static long pictures(Demuxer demuxer) {
    if (demuxer.index().countsFrames()) {
      return demuxer.index().countShown();
    }
    long pictures = 0;
    AVPacket packet = av_packet_alloc();
    try {
      if (new KeyframeSeeker(demuxer).first(packet)) {
        FrameOrder order = new FrameOrder(0, demuxer.clock(packet, ClockState.START));
        try (PacketWindow window = new PacketWindow(demuxer, order, packet, true)) {
          for (long at = window.next(packet); at >= 0; at = window.next(packet)) {
            pictures += order.findSequence(at) >= 0 ? 1 : 0;
            order.removeThrough(at);
            av_packet_unref(packet);
          }
        }
      }
    } finally {
      av_packet_free(packet);
    }
    return pictures;
  }

  /** The bytes of a source from a position on. */
  private record Rest(VideoSource source, long from) implements VideoSource {
    @Override
    public String name() {
      return source.name();
    }

    @Override
    public VideoBytes open() throws IOException {
      VideoBytes bytes = source.open();
      return new VideoBytes() {
        @Override
        public long length() throws IOException {
          return bytes.length() - from;
        }

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
          return bytes.read(from + position, target);
        }

        @Override
        public void close() throws IOException {
          bytes.close();
        }
      };
    }
  }
}
