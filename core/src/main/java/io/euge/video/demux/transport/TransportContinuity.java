package io.euge.video.demux.transport;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG2VIDEO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;

import io.euge.video.VideoBytes;
import io.euge.video.picture.PictureParser;
import io.euge.video.source.Input;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Checks the continuity counters of pictures in an MPEG transport stream (ISO/IEC 13818-1,
 * 2.4.3.3). FFmpeg marks a picture as corrupt also where the counter is wrong only at the start of
 * the next one, as where two recordings were joined: then at most its end is missing, which the
 * decoder notices. Some writers do not count at all: then all pictures pass for intact.
 */
public final class TransportContinuity {
  /** What the counters tell of a picture. */
  private enum Result {
    CORRUPT,
    INTACT,
    /** It is intact, and packets are missing behind it, or another recording follows. */
    GAP_BEHIND
  }

  private static final int MAX_BYTES = 16 << 20;

  /** So many packets with the same counter are of a writer that does not count. */
  private static final int MIN_SAME = 4;

  private final Input input;
  private final boolean noticesMissingEnd;
  private boolean isUncounted;

  public TransportContinuity(Input input, int codecId) {
    this.input = input;
    this.noticesMissingEnd = PictureParser.hasUnits(codecId) || codecId == AV_CODEC_ID_MPEG2VIDEO;
  }

  /**
   * Marks a packet as corrupt if it is, and takes the mark away if it is not.
   *
   * @return whether something is missing behind it
   */
  public boolean check(AVPacket packet) {
    long position = packet.pos();
    Result result = isUncounted ? Result.INTACT : input.inspect(file -> check(file, position));
    if (!noticesMissingEnd && !isUncounted) {
      return false;
    }
    int intact = packet.flags() & ~AV_PKT_FLAG_CORRUPT;
    packet.flags(result == Result.CORRUPT ? intact | AV_PKT_FLAG_CORRUPT : intact);
    return result == Result.GAP_BEHIND;
  }

  /** Checks the packets from the start of a picture up to that of the next one. */
  private Result check(VideoBytes file, long position) throws IOException {
    int length = 1 << 18;
    while (true) {
      ByteBuffer bytes = file.read(position, length);
      if (isUncounted(new TransportPackets(bytes))) {
        isUncounted = true;
        return Result.INTACT;
      }
      Result result = check(new TransportPackets(bytes));
      if (result != null) {
        return result;
      }
      if (bytes.remaining() < length || length >= MAX_BYTES) {
        return Result.CORRUPT;
      }
      length *= 4;
    }
  }

  private static boolean isUncounted(TransportPackets packets) {
    int same = 0;
    int counter = -1;
    while (same < MIN_SAME && packets.next() && (same == 0 || packets.counter() == counter)) {
      counter = packets.counter();
      same++;
    }
    return same == MIN_SAME;
  }

  /** Checks the packets; null if the next picture does not begin here. */
  private static Result check(TransportPackets packets) {
    int counter = -1;
    while (packets.next()) {
      boolean follows = counter < 0 || packets.counter() == (counter + 1) % 16;
      if (counter >= 0 && packets.isStart()) {
        return follows ? Result.INTACT : Result.GAP_BEHIND;
      }
      if (!follows) {
        return Result.CORRUPT;
      }
      counter = packets.counter();
    }
    return packets.isOutOfStep() ? Result.CORRUPT : null;
  }
}
