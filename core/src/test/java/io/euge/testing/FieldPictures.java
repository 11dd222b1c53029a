package io.euge.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Writes elementary streams whose frames are coded as pairs of fields, for which there is no
 * encoder: H.264 of raw macroblocks, some frames coded as such (PAFF), and MPEG-2 of flat
 * macroblocks.
 */
public final class FieldPictures {
  private static final int WIDTH = 64;
  private static final int HEIGHT = 64;
  private static final int MACROBLOCKS = WIDTH / 16 * (HEIGHT / 16);
  private static final int GROUP = 25;

  private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
  private final Random random = new Random(1);
  private long bits;
  private int count;
  private ByteArrayOutputStream unit = new ByteArrayOutputStream();

  private FieldPictures() {}

  /** Writes H.264 with a keyframe every second at 25 frames a second. */
  public static Path writeH264(Path file, int frames) throws IOException {
    FieldPictures pictures = new FieldPictures();
    for (int frame = 0; frame < frames; frame++) {
      pictures.addH264(frame);
    }
    return Files.write(file, pictures.stream.toByteArray());
  }

  /** Writes MPEG-2 with only intra pictures. */
  public static Path writeMpeg2(Path file, int frames) throws IOException {
    FieldPictures pictures = new FieldPictures();
    for (int frame = 0; frame < frames; frame++) {
      pictures.addMpeg2(frame);
    }
    return Files.write(file, pictures.stream.toByteArray());
  }

  private void addH264(int frame) {
    boolean key = frame % GROUP == 0;
    if (key) {
      addParameterSets();
    }
    int place = frame % GROUP;
    if (place % 7 == 3) {
      addSlice(place, false, false, false, true);
    } else {
      // A second field is no instantaneous refresh.
      addSlice(place, key, true, false, key || place % 3 == 0);
      addSlice(place, false, true, true, key || place % 3 == 0);
    }
  }

  private void addParameterSets() {
    put(0x67, 8).put(77, 8).put(0, 8).put(30, 8).ue(0); // Main, level 3
    ue(4).ue(0).ue(4).ue(1).put(0, 1); // Frame numbers and order counts of 8 bits, one reference.
    ue(WIDTH / 16 - 1).ue(HEIGHT / 32 - 1).put(0, 1).put(0, 1).put(1, 1).put(0, 1).put(0, 1);
    endH264();
    put(0x68, 8).ue(0).ue(0).put(0, 1).put(0, 1).ue(0).ue(0).ue(0).put(0, 1).put(0, 2);
    ue(0).ue(0).ue(0).put(1, 1).put(0, 1).put(0, 1);
    endH264();
  }

  /**
   * Adds a picture (ITU-T H.264, 7.3.3), a reference.
   *
   * @param place of the frame behind the last refresh
   * @param raw whether it has its own pixels; otherwise it has those of the picture before
   */
  private void addSlice(int place, boolean refresh, boolean field, boolean bottom, boolean raw) {
    put(refresh ? 0x65 : 0x61, 8).ue(0).ue(raw ? 7 : 5).ue(0).put(place, 8).put(field ? 1 : 0, 1);
    if (field) {
      put(bottom ? 1 : 0, 1);
    }
    if (refresh) {
      ue(0);
    }
    put(2 * place + (bottom ? 1 : 0), 8);
    if (!raw) {
      put(0, 1).put(0, 1); // The default references, in their order.
    }
    put(0, refresh ? 2 : 1).ue(0).ue(1); // No memory control, no change of QP, no filter.
    int macroblocks = field ? MACROBLOCKS / 2 : MACROBLOCKS;
    if (raw) {
      int level = 16 + random.nextInt(200);
      for (int i = 0; i < macroblocks; i++) {
        ue(25).align();
        for (int j = 0; j < 384; j++) {
          put(level + (j + i) % 16, 8);
        }
      }
    } else {
      ue(macroblocks);
    }
    endH264();
  }

  private void endH264() {
    put(1, 1).align();
    stream.writeBytes(new byte[] {0, 0, 0, 1});
    int zeros = 0;
    for (byte value : unit.toByteArray()) {
      if (zeros == 2 && value >= 0 && value <= 3) {
        stream.write(3);
        zeros = 0;
      }
      stream.write(value);
      zeros = value == 0 ? zeros + 1 : 0;
    }
    unit = new ByteArrayOutputStream();
  }

  /** Adds two intra fields (ISO/IEC 13818-2, 6.2). */
  private void addMpeg2(int frame) {
    if (frame % GROUP == 0) {
      start(0xb3).put(WIDTH, 12).put(HEIGHT, 12).put(1, 4).put(3, 4).put(5000, 18).put(1, 1);
      put(20, 10).put(0, 3).end();
      start(0xb5).put(1, 4).put(0x48, 8).put(0, 1).put(1, 2).put(0, 4).put(0, 12).put(1, 1);
      put(0, 8).put(0, 1).put(0, 7).end();
      start(0xb8).put(1 << 12, 25).put(1, 1).put(0, 1).end();
    }
    for (int field = 1; field <= 2; field++) {
      start(0).put(frame % GROUP, 10).put(1, 3).put(0xffff, 16).put(0, 1).end();
      start(0xb5).put(8, 4).put(0xffff, 16).put(0, 2).put(field, 2);
      put(0, 5).put(0, 1).put(0, 2).put(0, 2).end(); // Flags up to progressive_frame.
      int level = random.nextInt(64) - 32;
      for (int row = 0; row < HEIGHT / 32; row++) {
        start(row + 1).put(8, 5).put(0, 1);
        for (int column = 0; column < WIDTH / 16; column++) {
          put(1, 1).put(1, 1); // The next one, intra.
          for (int block = 0; block < 6; block++) {
            flat(block < 4, column == 0 && block == 0 ? level : 0);
          }
        }
        end();
      }
    }
  }

  /** Adds a block of one level, as the difference to that of the block before. */
  private void flat(boolean luma, int difference) {
    int size = 32 - Integer.numberOfLeadingZeros(Math.abs(difference));
    if (luma) {
      String[] codes = {"100", "00", "01", "101", "110", "1110", "11110"};
      put(Integer.parseInt(codes[size], 2), codes[size].length());
    } else {
      put(0, 2);
    }
    put(difference < 0 ? difference + (1 << size) - 1 : difference, size).put(2, 2);
  }

  private FieldPictures start(int code) {
    return put(1, 24).put(code, 8);
  }

  private void end() {
    align();
    stream.writeBytes(unit.toByteArray());
    unit = new ByteArrayOutputStream();
  }

  private FieldPictures ue(int value) {
    int length = 32 - Integer.numberOfLeadingZeros(value + 1);
    return put(value + 1, 2 * length - 1);
  }

  private FieldPictures put(int value, int length) {
    bits = bits << length | (value & ((1L << length) - 1));
    count += length;
    while (count >= 8) {
      count -= 8;
      unit.write((int) (bits >> count));
    }
    return this;
  }

  private void align() {
    if (count > 0) {
      put(0, 8 - count);
    }
  }
}
