package io.euge.bench.sharing;

import io.euge.detection.FrameDetections;
import io.euge.file.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** A hash over all bits of the detections of a clip. */
final class Digest {
  private final MessageDigest sha256 = Sha256.newDigest();
  private long detections;

  void add(FrameDetections frame) {
    detections += frame.count();
    ByteBuffer bytes = ByteBuffer.allocate(20 + frame.count() * 24);
    bytes.putLong(frame.frame()).putDouble(frame.seconds()).putInt(frame.count());
    for (int i = 0; i < frame.count(); i++) {
      bytes
          .putInt(frame.classId(i))
          .putFloat(frame.confidence(i))
          .putFloat(frame.x(i))
          .putFloat(frame.y(i))
          .putFloat(frame.width(i))
          .putFloat(frame.height(i));
    }
    sha256.update(bytes.flip());
  }

  /** Returns the number of detections and their hash; nothing can be added afterwards. */
  String finish() {
    return detections + " detections, " + Sha256.hex(sha256).substring(0, 32);
  }
}
