package io.euge.cli.table;

import io.euge.detection.Detection;
import io.euge.detection.Keypoint;
import io.euge.evaluation.Rules;
import io.euge.file.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * A row of a job's table: a frame and its detections.
 *
 * @param video its absolute URI, as Spark writes it
 */
public record DetectionRow(
    String video, long frame, double seconds, int width, int height, List<Detection> detections) {
  public DetectionRow {
    detections = List.copyOf(detections);
  }

  /** Returns the file name without its directories. */
  public String name() {
    return video.substring(video.lastIndexOf('/') + 1);
  }

  /** Returns whether a detection counts for precision and recall, and is drawn. */
  public static boolean isSure(Detection found) {
    return found.confidence() >= Rules.STANDARD.confidence();
  }

  /** Returns the number of such detections. */
  public long sure() {
    return detections.stream().filter(DetectionRow::isSure).count();
  }

  /** Returns a hash over all bits of the frames, in order. */
  public static String digest(List<DetectionRow> frames) {
    MessageDigest sha256 = Sha256.newDigest();
    for (DetectionRow frame : frames) {
      frame.addTo(sha256);
    }
    return Sha256.hex(sha256).substring(0, 32);
  }

  private void addTo(MessageDigest sha256) {
    text(sha256, name());
    sha256.update(
        ByteBuffer.allocate(28)
            .putLong(frame)
            .putDouble(seconds)
            .putInt(width)
            .putInt(height)
            .putInt(detections.size())
            .flip());
    for (Detection found : detections) {
      text(sha256, found.label());
      sha256.update(
          ByteBuffer.allocate(24)
              .putInt(found.classId())
              .putFloat(found.confidence())
              .putFloat(found.x())
              .putFloat(found.y())
              .putFloat(found.width())
              .putFloat(found.height())
              .flip());
      for (Keypoint point : found.keypoints()) {
        sha256.update(
            ByteBuffer.allocate(12)
                .putFloat(point.x())
                .putFloat(point.y())
                .putFloat(point.confidence())
                .flip());
      }
      if (found.mask() != null) {
        text(sha256, found.mask().counts());
      }
    }
  }

  /**
   * Hashes the length before the text, so that different sequences of fields have different hashes.
   */
  private static void text(MessageDigest sha256, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sha256.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
    sha256.update(bytes);
  }
}
