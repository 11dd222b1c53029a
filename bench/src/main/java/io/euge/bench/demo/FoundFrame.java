package io.euge.bench.demo;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import io.euge.detection.Detection;
import io.euge.evaluation.Rules;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A row of the table of detections.
 *
 * @param video the file's name
 */
record FoundFrame(String video, long frame, double seconds, List<Detection> detections) {
  private static final ObjectMapper JSON = new ObjectMapper();

  FoundFrame {
    detections = List.copyOf(detections);
  }

  /** Whether it counts for precision and recall, and is painted. */
  static boolean isSure(Detection found) {
    return found.confidence() >= Rules.STANDARD.confidence();
  }

  /** How many do. */
  long sure() {
    return detections.stream().filter(FoundFrame::isSure).count();
  }

  /** Writes frames, a line each. */
  static void write(List<FoundFrame> frames, Path file) throws IOException {
    try (SequenceWriter lines =
        JSON.writer().withRootValueSeparator("\n").writeValues(file.toFile())) {
      lines.writeAll(frames);
    }
  }

  static List<FoundFrame> read(Path file) throws IOException {
    try (MappingIterator<FoundFrame> lines =
        JSON.readerFor(FoundFrame.class).readValues(file.toFile())) {
      return lines.readAll();
    }
  }

  /** A hash over every bit of the frames, in their order. */
  static String digest(List<FoundFrame> frames) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (FoundFrame frame : frames) {
        frame.addTo(sha256);
      }
      return HexFormat.of().formatHex(sha256.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private void addTo(MessageDigest sha256) {
    text(sha256, video);
    ByteBuffer head = ByteBuffer.allocate(20);
    sha256.update(head.putLong(frame).putDouble(seconds).putInt(detections.size()).flip());
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
    }
  }

  /** With its length, so that what follows cannot be taken for a part of it. */
  private static void text(MessageDigest sha256, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sha256.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
    sha256.update(bytes);
  }
}
