package io.euge.video.picture;

import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_B;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_S;

import org.bytedeco.javacpp.BytePointer;

/** Reads the headers of MPEG-4 pictures (ISO/IEC 14496-2, 6.2.3 and 6.2.5), one after another. */
final class Mpeg4Picture {
  /** Start codes of a video object layer, without its number, and of a video object plane. */
  private static final int LAYER = 0x120;

  private static final int PLANE = 0x1B6;

  private static final int[] TYPES = {
    AV_PICTURE_TYPE_I, AV_PICTURE_TYPE_P, AV_PICTURE_TYPE_B, AV_PICTURE_TYPE_S
  };
  private static final int MAX_HEADER_BYTES = 1024;
  private static final int EXTENDED = 15;

  private final BitReader bits = BitReader.ofBytes();

  /** Bits of a picture's time within its second; 0 until a layer was read. */
  private int timeBits;

  private int type;
  private boolean coded;
  private boolean interlaced;
  private final ParameterSets layers = new ParameterSets();

  /** Reads the parameters of the codec that the container declares. */
  void declare(BytePointer data, int size) {
    read(data, size);
    layers.declare();
  }

  /** Reads a packet. */
  void read(BytePointer data, int size) {
    int length = Math.min(size, MAX_HEADER_BYTES);
    type = AV_PICTURE_TYPE_NONE;
    layers.begin();
    coded = size > 1;
    int last4 = 0;
    for (int i = 0; i < length; i++) {
      last4 = last4 << 8 | (data.get(i) & 0xff);
      if ((last4 & ~0xf) == LAYER) {
        bits.begin(data, i + 1, length - i - 1);
        readLayer();
        layers.add(last4, data, i + 1, unitEnd(data, i + 1, length) - i - 1);
      } else if (last4 == PLANE) {
        bits.begin(data, i + 1, length - i - 1);
        readPlane();
        return;
      }
    }
  }

  private static int unitEnd(BytePointer data, int from, int size) {
    int at = from;
    while (at + 2 < size
        && !(data.get(at) == 0 && data.get(at + 1) == 0 && data.get(at + 2) == 1)) {
      at++;
    }
    return at + 2 < size ? at : size;
  }

  /** Returns FFmpeg's number of the type of the picture that was read last. */
  int type() {
    return type;
  }

  /**
   * Returns whether the packet that was read last has a picture. One that says "not coded", or has
   * a single byte, stands for a repetition of the one before, and decoders output nothing.
   */
  boolean isCoded() {
    return coded;
  }

  /**
   * Returns whether bidirectional pictures may be interlaced. FFmpeg's decoder measures their times
   * by the first one that it is given, and drops them where that is another one.
   */
  boolean measuresTimes() {
    return interlaced;
  }

  /** Returns whether the layers in force are in the packet that was read last, or declared. */
  boolean hasLayers() {
    return layers.areAtHand();
  }

  private void readLayer() {
    bits.skip(9);
    boolean lowDelay = false;
    int version = 1;
    if (bits.nextFlag()) {
      version = bits.next(4);
      bits.skip(3);
    }
    if (bits.next(4) == EXTENDED) {
      bits.skip(16);
    }
    if (bits.nextFlag()) {
      bits.skip(2);
      lowDelay = bits.nextFlag();
      if (bits.nextFlag()) {
        bits.skip(79);
      }
    }
    int shape = bits.next(2);
    if (shape == 3 && version != 1) {
      bits.skip(4);
    }
    bits.skip(1);
    int resolution = bits.next(16);
    if (!bits.isOver() && resolution > 0) {
      timeBits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(resolution - 1));
      bits.skip(1);
      bits.skip(bits.nextFlag() ? timeBits : 0);
      bits.skip(shape == 0 ? 29 : 0);
      interlaced = bits.nextFlag() && !lowDelay;
    }
  }

  private void readPlane() {
    type = TYPES[bits.next(2)];
    while (bits.nextFlag()) {
      // Each is a second that has passed.
    }
    bits.skip(1 + timeBits + 1);
    coded = timeBits == 0 || !bits.hasNext() || bits.nextFlag();
  }
}
