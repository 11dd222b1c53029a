package io.euge.video.decode;

import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoException.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * What was lost of a video, and why. A loss is open from its cause, or the first frame that does
 * not come, until decoding has begun anew; then it is one entry, or is thrown where none is
 * tolerated.
 */
final class DamageLog {
  private final String video;
  private final boolean tolerant;
  private final List<VideoException> entries = new ArrayList<>();
  private Code code;
  private String cause;
  private long lost;
  private long resumesWith;
  private long lastFrame;
  private double lastSeconds = Double.NaN;

  /**
   * @param firstFrame index of the first frame that is read
   */
  DamageLog(String video, long firstFrame, boolean tolerant) {
    this.video = video;
    this.lastFrame = firstFrame - 1;
    this.tolerant = tolerant;
  }

  boolean isTolerant() {
    return tolerant;
  }

  List<VideoException> entries() {
    return List.copyOf(entries);
  }

  /** Whether something was lost, or will be, that is no entry yet. */
  boolean isOpen() {
    return lost > 0 || cause != null;
  }

  /**
   * Something is wrong with the packets or frames here. Of several causes the first counts, but
   * that the file is cut short explains the others.
   */
  void causedBy(Code code, String words) {
    if (cause == null || code == Code.TRUNCATED) {
      this.code = code;
      this.cause = words;
    }
    resumesWith = Long.MAX_VALUE;
  }

  /** Decoding begins anew with this packet. */
  void resumesWith(long sequence) {
    resumesWith = sequence;
  }

  void lost(long frames) {
    lost += frames;
  }

  /** A good frame has come, decoded from this packet. */
  void passed(long frame, double seconds, long sequence) {
    boolean over = cause == null || sequence >= resumesWith;
    if (lost > 0 ? over || !tolerant : over && cause != null) {
      close();
    }
    if (lost == 0) {
      lastFrame = frame;
      lastSeconds = seconds;
    }
  }

  /** Nothing follows. */
  void ended() {
    if (isOpen()) {
      close();
    }
  }

  private void close() {
    String where =
        Double.isNaN(lastSeconds)
            ? "from frame %d on".formatted(lastFrame + 1)
            : "after frame %d (at %.3f s)".formatted(lastFrame, lastSeconds);
    String words = cause == null ? "frames could not be decoded" : cause;
    String loss =
        lost == 0 ? "" : lost == 1 ? "; 1 frame is lost" : "; %d frames are lost".formatted(lost);
    Code kind = code == null ? Code.DAMAGED : code;
    code = null;
    cause = null;
    lost = 0;
    add(kind, "%s is damaged %s: %s%s".formatted(video, where, words, loss));
  }

  /**
   * Adds an entry.
   *
   * @throws VideoException instead, where no damage is tolerated
   */
  void add(Code code, String message) {
    VideoException entry = new VideoException(Stage.DECODE, code, video, lastSeconds, message);
    if (!tolerant) {
      throw entry;
    }
    entries.add(entry);
  }
}
