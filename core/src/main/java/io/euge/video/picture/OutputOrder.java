package io.euge.video.picture;

/**
 * Ranks pictures in the order in which a decoder outputs them. Ranks are known from the headers of
 * the pictures alone: no timestamp takes part. Only their order has a meaning.
 */
interface OutputOrder {
  /**
   * Returns the rank of the next picture in decoding order. Of two pictures of equal rank the one
   * that is decoded first is output first.
   *
   * @param count the picture's order count, where the codec has one
   */
  long rank(PictureType type, int count);

  /** Ranks the next picture behind all before it, and those that are decoded after it too. */
  default void beginSequence() {}

  /** Returns the order of pictures that are output as they are decoded. */
  static OutputOrder asDecoded() {
    return new OutputOrder() {
      private long decoded;

      @Override
      public long rank(PictureType type, int count) {
        return decoded++;
      }
    };
  }

  /**
   * Returns the order of MPEG-1, MPEG-2, MPEG-4 part 2 and VC-1: a bidirectional picture is output
   * at once, every other when the next other picture is decoded (ISO/IEC 13818-2, 6.1.1.11).
   */
  static OutputOrder byType() {
    return new OutputOrder() {
      private long references;

      @Override
      public long rank(PictureType type, int count) {
        // Bidirectional pictures are output before the reference that was decoded before them.
        return type == PictureType.BIDIRECTIONAL ? 2 * references : 2 * ++references + 1;
      }
    };
  }

  /**
   * Returns the order of H.264 and HEVC: by picture order count, which begins anew at an
   * instantaneous refresh (ITU-T H.264, 8.2.1; H.265, 8.3.1).
   */
  static OutputOrder byCount() {
    return new OutputOrder() {
      private long sequences;
      private int highest = Integer.MIN_VALUE;

      @Override
      public long rank(PictureType type, int count) {
        // Nothing that is decoded before a random access picture is output after it, so a count
        // that does not grow there belongs to a new sequence.
        if (type == PictureType.RANDOM_ACCESS && count <= highest) {
          beginSequence();
        }
        highest = Math.max(highest, count);
        return (sequences << 33) + count;
      }

      @Override
      public void beginSequence() {
        sequences++;
        highest = Integer.MIN_VALUE;
      }
    };
  }
}
