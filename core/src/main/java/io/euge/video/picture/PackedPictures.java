package io.euge.video.picture;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;

/** Finds the second of two MPEG-4 pictures in one packet. */
public final class PackedPictures {
  private static final int PLANE = 0x1B6;
  private static final int CODE_BYTES = 4;

  private final Mpeg4Picture picture = new Mpeg4Picture();
  private final PacketBytes bytes = new PacketBytes();

  public PackedPictures(AVCodecParameters parameters) {
    if (parameters.extradata_size() > 0) {
      picture.read(parameters.extradata(), parameters.extradata_size());
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
    int planes = 0;
    int last4 = -1;
    for (int i = 0; i < size; i++) {
      last4 = last4 << 8 | (data.get(i) & 0xff);
      if (last4 == PLANE && ++planes == 2) {
        return i + 1 - CODE_BYTES;
      }
    }
    return -1;
  }

  /** Returns whether the packet that was read last has a picture; see {@link Mpeg4Picture}. */
  public boolean isCoded() {
    return picture.isCoded();
  }
}
