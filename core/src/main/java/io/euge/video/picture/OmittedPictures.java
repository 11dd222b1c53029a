package io.euge.video.picture;

import org.bytedeco.javacpp.BytePointer;

/**
 * Finds the pictures of HEVC that no decoder outputs: those that lead a random access picture and
 * refer to what is before it, where that is of another sequence (ITU-T H.265, 8.1.3). Recordings
 * that were cut and joined have such pictures.
 */
final class OmittedPictures {
  /** Types of units (ITU-T H.265, table 7-1). */
  private static final int RASL_N = 8;

  private static final int RASL_R = 9;
  private static final int FIRST_BROKEN_LINK = 16;
  private static final int LAST_BROKEN_LINK = 18;
  private static final int CLEAN_RANDOM_ACCESS = 21;
  private static final int LAST_RANDOM_ACCESS = 23;
  private static final int END_OF_SEQUENCE = 36;
  private static final int END_OF_BITSTREAM = 37;

  /** The second byte of a unit's header for the first layer, spatial and temporal. */
  private static final int FIRST_LAYER = 1;

  private boolean sequenceEnded;
  private boolean beginsSequence;
  private boolean omitsLeading;
  private boolean isOmitted;

  /** Reads the header of the next unit of a packet: no more of its slices than the first. */
  void read(int header, int second) {
    int type = header >> 1;
    boolean isFirstLayer = (header & 1) == 0 && second >> 3 == 0;
    if (!isFirstLayer) {
      return;
    }
    if (isEnd(type)) {
      sequenceEnded = true;
    } else if (type <= LAST_RANDOM_ACCESS) {
      boolean isRandomAccess = type >= FIRST_BROKEN_LINK;
      beginsSequence =
          isRandomAccess
              && (type <= LAST_BROKEN_LINK || (type == CLEAN_RANDOM_ACCESS && sequenceEnded));
      omitsLeading = isRandomAccess ? beginsSequence : omitsLeading;
      isOmitted = omitsLeading && (type == RASL_N || type == RASL_R);
      sequenceEnded = false;
    }
  }

  /** Reads whether a sequence ends with a packet, behind its slices. */
  void readEnd(BytePointer data, int size) {
    int end = size;
    while (end > 0 && data.get(end - 1) == 0) {
      end--;
    }
    sequenceEnded |= end >= 4 && isEnd(data, end);
  }

  /** Neither a start code nor a length of this unit is otherwise before its two bytes. */
  private static boolean isEnd(BytePointer data, int end) {
    int before = data.get(end - 3);
    return data.get(end - 1) == FIRST_LAYER
        && (data.get(end - 2) & 1) == 0
        && isEnd(data.get(end - 2) >> 1)
        && data.get(end - 4) == 0
        && (before == 1 || before == 2);
  }

  private static boolean isEnd(int type) {
    return type == END_OF_SEQUENCE || type == END_OF_BITSTREAM;
  }

  /** Returns whether no decoder outputs the picture that was read last. */
  boolean isOmitted() {
    return isOmitted;
  }

  /** Returns whether a sequence begins with the picture that was read last, at a cut. */
  boolean beginsSequence() {
    return beginsSequence;
  }
}
