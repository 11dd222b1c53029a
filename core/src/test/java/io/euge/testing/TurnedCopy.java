package io.euge.testing;

import io.euge.video.decode.VideoReader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/**
 * Copies the packets of an H.264 or HEVC video and puts a message "display orientation" (SEI)
 * before some of its keyframes; or those of an MJPEG video and puts an EXIF orientation into its
 * pictures.
 */
public final class TurnedCopy {
  private final boolean mirrored;
  private final boolean flipped;
  private final int rotation;
  private int exif;
  private IntPredicate keyframes = number -> true;

  /**
   * @param mirrored left to right, before it is turned
   * @param flipped top to bottom, before it is turned
   * @param degrees counterclockwise
   */
  public TurnedCopy(boolean mirrored, boolean flipped, double degrees) {
    this.mirrored = mirrored;
    this.flipped = flipped;
    this.rotation = (int) Math.round(degrees / 360 * (1 << 16));
  }

  /** Puts an EXIF orientation, from 1 to 8, into the pictures of an MJPEG video. */
  public static TurnedCopy exif(int orientation) {
    TurnedCopy copy = new TurnedCopy(false, false, 0);
    copy.exif = orientation;
    return copy;
  }

  /** Puts the message before these keyframes only, by their number from 0. */
  public TurnedCopy before(IntPredicate keyframes) {
    this.keyframes = keyframes;
    return this;
  }

  /** Writes the copy and returns its path, whose ending chooses the container. */
  public Path write(Path source, Path target) {
    boolean hevc = VideoReader.probe(source).codec().equals("hevc");
    AtomicInteger keyframe = new AtomicInteger();
    return PacketCopy.write(
        source,
        target,
        (number, packet) -> {
          boolean turned = packet.key() && keyframes.test(keyframe.getAndIncrement());
          return List.of(turned ? packet.withData(turned(packet.data(), hevc)) : packet);
        });
  }

  private byte[] turned(byte[] data, boolean hevc) {
    if (exif > 0) {
      // After the start of the image: little-endian, one entry of type SHORT, tag 0x112.
      String entry = "1201030001000000%02x000000".formatted(exif);
      String segment = "ffe10022457869660000" + "49492a0008000000" + "0100" + entry + "00000000";
      return insert(data, 2, HexFormat.of().parseHex(segment));
    }
    byte[] unit = message(hevc);
    boolean lengths = data[0] == 0 && data[1] == 0 && (data[2] != 0 || data[3] != 1);
    byte[] start = {0, 0, 0, (byte) (lengths ? unit.length : 1)};
    return insert(insert(data, 0, unit), 0, start);
  }

  private static byte[] insert(byte[] data, int at, byte[] bytes) {
    return ByteBuffer.allocate(data.length + bytes.length)
        .put(data, 0, at)
        .put(bytes)
        .put(data, at, data.length - at)
        .array();
  }

  /** ITU-T H.264, D.1.27, and H.265, D.2.17: they differ in the header and in how long it holds. */
  private byte[] message(boolean hevc) {
    int bits = (mirrored ? 1 << 22 : 0) | (flipped ? 1 << 21 : 0) | rotation << 5;
    // The rest: H.264 a repetition period of 0, no extension; H.265 persists.
    bits |= hevc ? 0b11000 : 0b10010;
    StringBuilder unit = new StringBuilder(hevc ? "4e01" : "06");
    // A message before it, whose bytes need one that prevents a start code.
    unit.append("0303000003012f03").append("%06x".formatted(bits)).append("80");
    return HexFormat.of().parseHex(unit);
  }
}
