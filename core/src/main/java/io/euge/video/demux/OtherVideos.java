package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Counts the frames of other video streams behind the beginning of the selected one. In a file of
 * several programs the streams alternate all the time. Where transport streams with other
 * identifiers were joined, one follows the other, and its frames are lost.
 */
final class OtherVideos {
  /** Streams that run at the same time alternate after fewer packets on average. */
  private static final int LEAST_RUN = 4;

  private final AVFormatContext format;
  private final int selected;
  private boolean begun;
  private boolean inOther;
  private long changes;
  private long frames;

  OtherVideos(AVFormatContext format, AVStream selected) {
    this.format = format;
    this.selected = selected.index();
  }

  /** Returns whether a stream is a video, and no picture that describes the file. */
  static boolean isVideo(AVStream stream) {
    return stream.codecpar().codec_type() == AVMEDIA_TYPE_VIDEO
        && (stream.disposition() & AV_DISPOSITION_ATTACHED_PIC) == 0;
  }

  /** Takes a packet that was read. */
  void packetRead(int index) {
    boolean isOther = index != selected;
    if (isOther && !(begun && isVideo(format.streams(index)))) {
      return;
    }
    begun = true;
    changes += isOther == inOther ? 0 : 1;
    inOther = isOther;
    frames += isOther ? 1 : 0;
  }

  /**
   * Returns the number of frames of streams that do not run at the same time as the selected one.
   */
  long lost() {
    return frames > LEAST_RUN * changes ? frames : 0;
  }

  /** Forgets all, before a seek. */
  void reset() {
    begun = false;
    inOther = false;
    changes = 0;
    frames = 0;
  }
}
