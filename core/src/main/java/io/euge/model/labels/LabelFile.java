package io.euge.model.labels;

import io.euge.ByteSize;
import io.euge.file.IoReason;
import io.euge.model.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads files with one label per line, in UTF-8. */
public final class LabelFile {
  private static final int MAX_BYTES = 4 << 20;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private LabelFile() {}

  /**
   * Returns the labels, without space around them.
   *
   * @throws ModelException if the file cannot be read or has a line that is no label
   */
  public static List<String> read(Path file) {
    List<String> labels =
        text(file)
            .replaceFirst("^" + BYTE_ORDER_MARK, "")
            .stripTrailing()
            .lines()
            .map(String::strip)
            .toList();
    int empty = labels.indexOf("");
    if (labels.isEmpty() || empty >= 0) {
      throw new ModelException(
          "%s line %d is empty; each line is a label".formatted(file, Math.max(0, empty) + 1));
    }
    Labels.fault(labels)
        .ifPresent(
            fault -> {
              throw new ModelException(
                  "Cannot read the labels %s: %s; write one label a line".formatted(file, fault));
            });
    return labels;
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ModelException(
            "Cannot read the labels %s: the file has %s, and at most %s are read; give a file with one label a line"
                .formatted(
                    file, ByteSize.wholeMib(Files.size(file)), ByteSize.wholeMib(MAX_BYTES)));
      }
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
          .toString();
    } catch (CharacterCodingException e) {
      throw new ModelException(
          "Cannot read the labels " + file + ": it is not text in UTF-8; convert it", e);
    } catch (IOException e) {
      throw new ModelException(
          "Cannot read the labels %s: %s; check the path and its permissions"
              .formatted(file, IoReason.of(e)),
          e);
    }
  }
}
