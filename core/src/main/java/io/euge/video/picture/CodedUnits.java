package io.euge.video.picture;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;

import org.bytedeco.javacpp.BytePointer;

/**
 * Reads what units a packet of H.264 or HEVC has (ITU-T H.264, 7.4.1; H.265, 7.4.2.2). Some writers
 * put messages, delimiters, padding or parameter sets into packets of their own, which have no
 * picture: decoders refuse such a packet.
 */
final class CodedUnits {
  /** What a unit is that is no slice; the types of H.264 and of HEVC by their numbers. */
  private enum Kind {
    PARAMETERS(512),
    MESSAGE(Integer.MAX_VALUE),
    DELIMITER(4),
    PADDING(Integer.MAX_VALUE),
    /** What a recorder says in a unit of its own kind, such as a position. */
    UNSPECIFIED(4096);

    /** A longer one is a corrupt slice. */
    private final int maxBytes;

    Kind(int maxBytes) {
      this.maxBytes = maxBytes;
    }
  }

  private static final Kind[] H264 = {
    Kind.MESSAGE, // 6
    Kind.PARAMETERS,
    Kind.PARAMETERS,
    Kind.DELIMITER,
    Kind.DELIMITER,
    Kind.DELIMITER,
    Kind.PADDING,
    Kind.PARAMETERS // 13
  };
  private static final Kind[] HEVC = {
    Kind.PARAMETERS, // 32
    Kind.PARAMETERS,
    Kind.PARAMETERS,
    Kind.DELIMITER,
    Kind.DELIMITER,
    Kind.DELIMITER,
    Kind.PADDING,
    Kind.MESSAGE,
    Kind.MESSAGE // 40
  };

  private static final int AVC_SEQUENCE = 7;
  private static final int HEVC_VIDEO = 32;
  private static final int HEVC_SEQUENCE = 33;

  /** From here on types are free for any use (ITU-T H.264, table 7-1; H.265, table 7-1). */
  private static final int H264_UNSPECIFIED = 24;

  private static final int HEVC_UNSPECIFIED = 48;

  /** The second byte of HEVC's header for a unit of the first layer, spatial and temporal. */
  private static final int FIRST_LAYER = 1;

  private final int codecId;

  /** Bytes of the length before each unit; 0 where units have start codes. */
  private final int lengthBytes;

  /** Whether others may refer to the picture that was found last. */
  private boolean isReference = true;

  /** Null for HEVC, whose decoder reports that pictures are missing. */
  private final FrameNumbers numbers;

  private final ParameterSets sets = new ParameterSets();
  private final BitReader bits = BitReader.ofUnits();
  private final RecoveryPoint recovery = new RecoveryPoint();

  /** Null for H.264. */
  private final OmittedPictures omitted;

  /**
   * @param extradata the parameters of the codec, which say how units are separated
   */
  CodedUnits(int codecId, byte[] extradata) {
    this.codecId = codecId;
    this.lengthBytes = lengthBytes(codecId, extradata);
    this.numbers = codecId == AV_CODEC_ID_H264 ? new FrameNumbers() : null;
    this.omitted = numbers == null ? new OmittedPictures() : null;
    readParameters(extradata);
  }

  private void readParameters(byte[] extradata) {
    byte[] units =
        lengthBytes == 0
            ? extradata
            : numbers != null
                ? AvcConfiguration.parameterSets(extradata)
                : HevcConfiguration.parameterSets(extradata);
    try (BytePointer data = new BytePointer(units)) {
      hasPictureAfterStartCode(data, units.length);
    }
    sets.declare();
  }

  private static int lengthBytes(int codecId, byte[] extradata) {
    boolean h264 = codecId == AV_CODEC_ID_H264;
    int at = h264 ? 4 : 21;
    boolean isRecord =
        extradata.length > at
            && (h264
                ? extradata[0] == 1
                : extradata[0] != 0 || extradata[1] != 0 || extradata[2] > 1);
    return isRecord ? (extradata[at] & 3) + 1 : 0;
  }

  /**
   * Returns whether a packet has a picture, or may have had one before it was corrupted.
   *
   * @param hasStartCodes whether its units have start codes, though lengths are declared
   */
  boolean hasPicture(BytePointer data, int size, boolean hasStartCodes) {
    isReference = true;
    sets.begin();
    recovery.begin();
    if (numbers != null) {
      numbers.begin();
    }
    boolean hasPicture =
        (lengthBytes == 0 || hasStartCodes)
            ? hasPictureAfterStartCode(data, size)
            : hasPictureAfterLength(data, size);
    if (omitted != null) {
      omitted.readEnd(data, size);
    }
    return hasPicture;
  }

  private boolean hasPictureAfterStartCode(BytePointer data, int size) {
    int unit = -1;
    int zeros = 0;
    for (int i = 0; i < size; i++) {
      int value = data.get(i);
      if (value == 1 && zeros >= 2) {
        if (unit >= 0 && isPicture(data, unit, i - zeros - unit)) {
          return true;
        }
        unit = i + 1;
        // Most units are slices, and their bytes need not be read.
        if (unit < size && kind(data, unit, size - unit) == null) {
          return isPicture(data, unit, size - unit);
        }
      }
      zeros = value == 0 ? zeros + 1 : 0;
    }
    return unit < 0 || unit >= size || isPicture(data, unit, size - unit);
  }

  private boolean hasPictureAfterLength(BytePointer data, int size) {
    int at = 0;
    while (at + lengthBytes < size) {
      long length = 0;
      for (int i = 0; i < lengthBytes; i++) {
        length = length << 8 | (data.get(at + i) & 0xff);
      }
      int left = size - at - lengthBytes;
      if (length == 0 || length > left) { // Corrupt, or only its beginning was read.
        readKind(data, at + lengthBytes, left);
        return true;
      }
      if (isPicture(data, at + lengthBytes, (int) length)) {
        return true;
      }
      at += lengthBytes + (int) length;
    }
    return at == 0;
  }

  /** Returns whether a unit is a slice, or corrupt. */
  private boolean isPicture(BytePointer data, int at, int length) {
    byte header = data.get(at);
    if (numbers != null && header >= 0) {
      numbers.read(data, at, length);
      if ((header & 0x1f) == RecoveryPoint.MESSAGE) {
        recovery.read(data, at, length);
      }
    } else {
      readKind(data, at, length);
    }
    Kind kind = kind(data, at, length);
    if (kind == Kind.PARAMETERS && length > 2) {
      sets.add(number(data, at, length), data, at, withoutZeros(data, at, length));
    }
    if (kind == null || length > kind.maxBytes) {
      // H.264: nal_ref_idc; H.265, table 7-1: the even types up to 14.
      isReference = header < 0 || (header & (codecId == AV_CODEC_ID_H264 ? 0x60 : 0x62)) != 0;
      return true;
    }
    return false;
  }

  private void readKind(BytePointer data, int at, int length) {
    if (omitted != null && length > 1 && data.get(at) >= 0) {
      omitted.read(data.get(at), data.get(at + 1));
    }
  }

  /** Returns the length of parameters without the zeros that may be part of a start code behind. */
  private static int withoutZeros(BytePointer data, int at, int length) {
    int end = length;
    while (end > 0 && data.get(at + end - 1) == 0) {
      end--;
    }
    return end;
  }

  /** Returns what identifies parameters: their type and layer, and their own number. */
  private int number(BytePointer data, int at, int length) {
    int type = data.get(at);
    if (numbers != null) {
      bits.begin(data, at + 1, length - 1);
      bits.skip((type & 0x1f) == AVC_SEQUENCE ? 24 : 0);
      return (type & 0x1f) << 16 | (bits.nextUnsigned() & 0xff);
    }
    bits.begin(data, at + 2, length - 2);
    int layer = (type & 1) << 5 | (data.get(at + 1) & 0xff) >> 3;
    int id =
        switch (type >> 1) {
          case HEVC_VIDEO -> bits.next(4);
          case HEVC_SEQUENCE -> sequenceNumber();
          default -> bits.nextUnsigned();
        };
    return type >> 1 << 16 | layer << 8 | (id & 0xff);
  }

  /** H.265, 7.3.2.2.1: behind the profiles and levels of the layers. */
  private int sequenceNumber() {
    bits.skip(4);
    int layers = bits.next(3);
    bits.skip(97);
    int flags = bits.next(2 * layers);
    bits.skip(layers > 0 ? 16 - 2 * layers : 0);
    for (int i = 0; i < 2 * layers; i++) {
      boolean isLevel = i % 2 == 1;
      bits.skip((flags >> (2 * layers - 1 - i) & 1) == 0 ? 0 : isLevel ? 8 : 88);
    }
    return bits.nextUnsigned();
  }

  /** Returns whether the parameter sets in force are in the packet read last, or declared. */
  boolean hasParameterSets() {
    return sets.areAtHand();
  }

  /** Returns what a unit is; null for a slice, or a corrupt unit. */
  private Kind kind(BytePointer data, int at, int length) {
    int header = data.get(at);
    if (header < 0) {
      return null;
    }
    return codecId == AV_CODEC_ID_H264
        ? h264Kind(header)
        : hevcKind(header, length > 1 ? data.get(at + 1) : 0);
  }

  /** A corrupt header seldom has both an unspecified type and the mark that none refers to it. */
  private static Kind h264Kind(int header) {
    int type = header & 0x1f;
    if (type >= H264_UNSPECIFIED) {
      return header == type ? Kind.UNSPECIFIED : null;
    }
    int kind = type - 6;
    return kind >= 0 && kind < H264.length ? H264[kind] : null;
  }

  private static Kind hevcKind(int header, int second) {
    int type = header >> 1;
    if (type >= HEVC_UNSPECIFIED) {
      return (header & 1) == 0 && second == FIRST_LAYER ? Kind.UNSPECIFIED : null;
    }
    int kind = type - 32;
    return kind >= 0 && kind < HEVC.length ? HEVC[kind] : null;
  }

  /** Returns whether a picture is missing that the one found last may refer to. */
  boolean lacksReference() {
    return numbers != null && numbers.isMissing();
  }

  /** Returns whether the picture found last is no keyframe, though it is a recovery point. */
  boolean recoversLater() {
    return recovery.isLater();
  }

  /** Returns whether no decoder outputs the picture of the packet that was read last. */
  boolean isOmitted() {
    return omitted != null && omitted.isOmitted();
  }

  /** Returns whether a sequence begins with the picture of the packet read last, at a cut. */
  boolean beginsSequence() {
    return omitted != null && omitted.beginsSequence();
  }

  /** Returns whether others may refer to the picture of the packet that was read last. */
  boolean isReference() {
    return isReference;
  }
}
