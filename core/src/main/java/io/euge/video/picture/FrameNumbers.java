package io.euge.video.picture;

import org.bytedeco.javacpp.BytePointer;

/**
 * Follows {@code frame_num} of H.264's pictures, which counts those that others refer to (ITU-T
 * H.264, 7.4.3 and 8.2.5.2). Where it jumps, such a picture is missing: decoders show something
 * else in its place, and say nothing.
 */
final class FrameNumbers {
  private static final int SLICE = 1;
  private static final int FIRST_PARTITION = 2;
  private static final int REFRESH = 5;
  private static final int SEQUENCE_PARAMETERS = 7;
  private static final int PICTURE_PARAMETERS = 8;

  private static final int MAX_PARAMETER_BYTES = 512;
  private static final int MAX_SLICE_BYTES = 32;
  private static final int UNKNOWN = -1;

  private record Sequence(int numberBits, boolean hasColorPlanes, boolean allowsGaps) {}

  private final Sequence[] sequences = new Sequence[32];
  private final byte[] sequenceOfPicture = new byte[256];
  private final BitReader parameters = BitReader.ofUnits();
  private final BitReader slice = BitReader.ofUnits();

  /** The number of the last picture that others refer to. */
  private int lastReference = UNKNOWN;

  private boolean isMissing;

  /** Reads a unit. Of a picture the first slice counts. */
  void read(BytePointer data, int at, int length) {
    int type = length > 0 ? data.get(at) & 0x1f : 0;
    if (type == SEQUENCE_PARAMETERS) {
      parameters.begin(data, at + 1, Math.min(MAX_PARAMETER_BYTES, length - 1));
      readSequence();
    } else if (type == PICTURE_PARAMETERS) {
      parameters.begin(data, at + 1, Math.min(MAX_PARAMETER_BYTES, length - 1));
      readPicture();
    } else if (type == SLICE || type == FIRST_PARTITION || type == REFRESH) {
      slice.begin(data, at + 1, Math.min(MAX_SLICE_BYTES, length - 1));
      readSlice(type == REFRESH, (data.get(at) & 0x60) != 0);
    }
  }

  /** Begins a packet. */
  void begin() {
    isMissing = false;
  }

  /** Returns whether a picture is missing that the one read last may refer to. */
  boolean isMissing() {
    return isMissing;
  }

  private void readSequence() {
    int profile = parameters.next(8);
    parameters.next(16);
    int id = parameters.nextUnsigned();
    boolean hasColorPlanes = hasChroma(profile) && readChroma();
    int numberBits = parameters.nextUnsigned() + 4;
    int orderType = parameters.nextUnsigned();
    if (orderType == 0) {
      parameters.nextUnsigned();
    } else if (orderType == 1) {
      parameters.next(1);
      parameters.nextSigned();
      parameters.nextSigned();
      for (int i = Math.min(255, parameters.nextUnsigned()); i > 0; i--) {
        parameters.nextSigned();
      }
    }
    parameters.nextUnsigned();
    boolean allowsGaps = parameters.nextFlag();
    if (id < sequences.length && numberBits >= 4 && numberBits <= 16 && !parameters.isOver()) {
      sequences[id] = new Sequence(numberBits, hasColorPlanes, allowsGaps);
    }
  }

  /** 7.3.2.1.1: the profiles whose parameters say how colors are stored. */
  private static boolean hasChroma(int profile) {
    return switch (profile) {
      case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
      default -> false;
    };
  }

  /** Reads how colors are stored and returns whether each color is a picture of its own. */
  private boolean readChroma() {
    int format = parameters.nextUnsigned();
    boolean hasColorPlanes = format == 3 && parameters.nextFlag();
    parameters.nextUnsigned();
    parameters.nextUnsigned();
    parameters.next(1);
    if (parameters.nextFlag()) {
      for (int i = 0; i < (format == 3 ? 12 : 8); i++) {
        if (parameters.nextFlag()) {
          skipScalingList(i < 6 ? 16 : 64);
        }
      }
    }
    return hasColorPlanes;
  }

  private void skipScalingList(int size) {
    int scale = 8;
    for (int i = 0; i < size && scale != 0; i++) {
      scale = Math.floorMod(scale + parameters.nextSigned(), 256);
    }
  }

  private void readPicture() {
    int id = parameters.nextUnsigned();
    int sequence = parameters.nextUnsigned();
    if (id < sequenceOfPicture.length && sequence < sequences.length && !parameters.isOver()) {
      sequenceOfPicture[id] = (byte) sequence;
    }
  }

  private void readSlice(boolean isRefresh, boolean isReference) {
    slice.nextUnsigned();
    slice.nextUnsigned();
    int picture = slice.nextUnsigned();
    Sequence sequence =
        picture < sequenceOfPicture.length ? sequences[sequenceOfPicture[picture]] : null;
    if (sequence == null) {
      lastReference = UNKNOWN;
      return;
    }
    slice.next(sequence.hasColorPlanes ? 2 : 0);
    int number = slice.next(sequence.numberBits);
    if (slice.isOver()) {
      return;
    }
    isMissing = !isRefresh && !sequence.allowsGaps && isJump(number, sequence.numberBits);
    lastReference = isReference ? number : lastReference;
  }

  private boolean isJump(int number, int bits) {
    int next = lastReference + 1 & (1 << bits) - 1;
    // Behind a picture that makes all others unused (operation 5) numbers go on with 1.
    return lastReference != UNKNOWN && number != lastReference && number != next && number != 1;
  }
}
