package io.euge.video.picture;

import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_B;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;

/** Finds the second of two MPEG-4 pictures in one packet. */
public final class PackedPictures {
  /** The last byte of the start code of a video object plane. */
  private static final byte PLANE = (byte) 0xB6;

  private final Mpeg4Picture picture = new Mpeg4Picture();
  private final PacketBytes bytes = new PacketBytes();

  /** The packet that is read, for byte by byte an array is several times as fast. */
  private byte[] copy = new byte[1 << 16];

  public PackedPictures(AVCodecParameters parameters) {
    if (parameters.extradata_size() > 0) {
      picture.declare(parameters.extradata(), parameters.extradata_size());
    }
  }

  /**
   * Reads a packet that is not empty.
   *
   * @return where its second picture begins; -1 if there is none
   */
  public int read(AVPacket packet) {
    BytePointer data = bytes.of(packet);
    int size = packet.size();
    picture.read(data, size);
    if (copy.length < size) {
      copy = new byte[Math.max(size, 2 * copy.length)];
    }
    data.get(copy, 0, size);
    int first = plane(copy, 0, size);
    return first < 0 ? -1 : plane(copy, first + 1, size);
  }

  /**
   * Returns where the next start code of a plane begins, four bytes 00 00 01 B6; -1 if there is
   * none. Its third byte is looked for: any other value but 0 and 1 rules out three places.
   */
  private static int plane(byte[] data, int from, int size) {
    int third = from + 2;
    while (third < size - 1) {
      int value = data[third];
      if (value == 1 && data[third - 1] == 0 && data[third - 2] == 0 && data[third + 1] == PLANE) {
        return third - 2;
      }
      third += value == 0 ? 1 : 3;
    }
    return -1;
  }

  /** Returns whether the first picture of the packet that was read last is no B-frame. */
  public boolean isReference() {
    return picture.type() != AV_PICTURE_TYPE_B;
  }

  /** Returns whether the packet that was read last has a picture; see {@link Mpeg4Picture}. */
  public boolean isCoded() {
    return picture.isCoded();
  }
}
