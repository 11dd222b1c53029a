package io.euge.video.decode;

import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoException.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * Records what was lost of a video, and why. A loss is open from its cause, or the first missing
 * frame, until decoding has restarted; then it becomes one entry, or is thrown if damage is not
 * tolerated.
 */
final class DamageLog {
  private final String video;
  private final boolean tolerant;
  private final List<VideoException> entries = new ArrayList<>();
  private Code code;
  private String cause;
  private long lost;
  private long restart;

  /** Frames that the demuxer discarded, and the packet before which they were. */
  private long discarded;

  private long discardedBefore;
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

  /** Returns whether something was lost, or will be, that is not an entry yet. */
  boolean isOpen() {
    return lost > 0 || cause != null;
  }

  /**
   * Sets the cause of the damage here. Of several causes the first counts, but a truncated file
   * explains all others.
   */
  void setCause(Code code, String cause) {
    if (this.cause == null || code == Code.TRUNCATED) {
      this.code = code;
      this.cause = cause;
    }
    restart = Long.MAX_VALUE;
  }

  /** Sets as the cause that the video is encrypted from a frame on, unless there is another. */
  void setEncrypted(long frame) {
    if (cause == null) {
      setCause(
          Code.UNSUPPORTED,
          "it is encrypted from frame %d on (Common Encryption, CENC); decrypt it and read the result"
              .formatted(frame));
    }
  }

  /** Notes that decoding restarts with this packet. */
  void setRestart(long sequence) {
    restart = sequence;
  }

  void addLost(long frames) {
    lost += frames;
  }

  /** Notes that the demuxer has discarded frames whose packets come before this one. */
  void addDiscarded(long frames, long before) {
    discarded += frames;
    discardedBefore = before;
  }

  private void openDiscarded() {
    if (discarded > 0) {
      setCause(Code.CORRUPT, "times of fragments go back and the first fragment is discarded");
      setRestart(discardedBefore);
      addLost(discarded);
      discarded = 0;
    }
  }

  /** Notes that a correct frame was output, decoded from this packet. */
  void frameOutput(long frame, double seconds, long sequence) {
    if (sequence >= discardedBefore) {
      openDiscarded();
    }
    boolean over = cause == null || sequence >= restart;
    if (lost > 0 ? over || !tolerant : over && cause != null) {
      close();
    }
    if (lost == 0) {
      lastFrame = frame;
      lastSeconds = seconds;
    }
  }

  /** Closes a loss that is open at the end. */
  void finish() {
    openDiscarded();
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
    Code kind = code == null ? Code.CORRUPT : code;
    code = null;
    cause = null;
    lost = 0;
    String state = kind == Code.UNSUPPORTED ? "cannot be decoded" : "is corrupt";
    add(kind, "%s %s %s: %s%s".formatted(video, state, where, words, loss));
  }

  /** Returns the failure of a segment that has other frames than were counted in the plan. */
  VideoException segmentMismatch(double seconds) {
    return new VideoException(
        Stage.DECODE,
        Code.CORRUPT,
        video,
        seconds,
        "%s does not have the frames that were counted when it was split, because it has changed or has packets without pictures: read it again when it is complete, or with segment-seconds=0, which does not split"
            .formatted(video));
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
