package io.euge.device.mps;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the end of the daemon's log for a message of one line. */
final class LogTail {
  private static final int BYTES = 4096;
  private static final int LINES = 3;

  private LogTail() {}

  /** Returns the last lines separated by bars, or why there are none. */
  static String of(MpsDirectory directory) {
    Path file = directory.log().resolve("control.log");
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      byte[] end = new byte[(int) Math.min(BYTES, log.length())];
      log.seek(log.length() - end.length);
      log.readFully(end);
      List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
      return lines.isEmpty()
          ? "its log " + file + " is empty"
          : "its log "
              + file
              + " ends: "
              + lines.stream()
                  .skip(Math.max(0, lines.size() - LINES))
                  .map(String::strip)
                  .collect(Collectors.joining(" | "));
    } catch (IOException e) {
      return "its log " + file + " cannot be read";
    }
  }
}
