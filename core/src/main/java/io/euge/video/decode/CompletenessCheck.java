package io.euge.video.decode;

import io.euge.video.Segment;
import io.euge.video.VideoException.Code;
import io.euge.video.demux.Demuxer;
import io.euge.video.demux.FrameOrder;
import io.euge.video.demux.FurtherRecordings;
import io.euge.video.demux.PacketWindow;
import io.euge.video.source.Ffmpeg;

/** Checks at the end of the packets that nothing is missing that the container declares. */
final class CompletenessCheck {
  private CompletenessCheck() {}

  /** Reports what is missing as the cause of a loss. */
  static void check(
      Demuxer demuxer, PacketWindow window, Segment segment, FrameOrder order, DamageLog damage) {
    long missing =
        segment.to() == null
            ? demuxer.index().countAfter(window.lastDts())
            : segment.endFrame() - order.index(order.size());
    boolean isLast = segment.to() == null;
    long bytes = isLast ? demuxer.missingBytes() : 0;
    if (missing > 0) {
      damage.setCause(Code.TRUNCATED, "it is cut short");
      damage.addLost(missing);
    } else if (bytes > 0) {
      damage.setCause(Code.TRUNCATED, "it is cut short by %d bytes".formatted(bytes));
    } else if (isLast && demuxer.endsCut()) {
      damage.setCause(Code.TRUNCATED, "it is cut short");
    } else if (!(isLast && (hasOtherCodecs(demuxer, damage) || hasFurther(demuxer, damage)))
        && window.end() != 0
        && window.end() != Decoder.END) {
      damage.setCause(Code.CORRUPT, Ffmpeg.errorMessage(window.end()));
    }
  }

  private static boolean hasOtherCodecs(Demuxer demuxer, DamageLog damage) {
    long samples = demuxer.samplesOfOtherCodecs();
    if (samples > 0) {
      damage.setCause(Code.CORRUPT, "its codec changes; frames of another codec are not read");
      damage.addLost(samples);
    }
    return samples > 0;
  }

  private static boolean hasFurther(Demuxer demuxer, DamageLog damage) {
    FurtherRecordings further = demuxer.furtherRecordings();
    if (further.recordings() > 0) {
      damage.setCause(Code.CORRUPT, "another recording follows in the file and is not read");
      damage.addLost(further.pictures());
    }
    return further.recordings() > 0;
  }
}
