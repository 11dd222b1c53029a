package io.euge.video.picture;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * The bytes of one packet after another. {@link AVPacket#data} allocates an object for each call;
 * this allocates none.
 */
final class PacketBytes extends BytePointer {
  private final Fields fields = new Fields();
  private final int dataField;

  PacketBytes() {
    super((Pointer) null);
    try (AVPacket packet = new AVPacket()) {
      dataField = packet.offsetof("data") / Long.BYTES;
    }
  }

  /** Takes the bytes of a packet, which must stay where they are while they are read. */
  PacketBytes of(AVPacket packet) {
    fields.of(packet);
    address = fields.get(dataField);
    return this;
  }

  /** The fields of a packet as words. */
  private static final class Fields extends LongPointer {
    Fields() {
      super((Pointer) null);
    }

    void of(AVPacket packet) {
      address = packet.address();
    }
  }
}
