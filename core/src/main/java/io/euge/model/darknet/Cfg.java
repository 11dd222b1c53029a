package io.euge.model.darknet;

import io.euge.ByteSize;
import io.euge.Printable;
import io.euge.file.IoReason;
import io.euge.model.ModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Darknet configuration as it is written: the network's settings, and its sections in order.
 *
 * <p>A line is a section's name in brackets, a {@code key=value}, a comment after {@code #} or
 * {@code ;}, or empty. Darknet drops all white space before it looks, so {@code anchors = 10, 13}
 * and {@code anchors=10,13} are one.
 *
 * @param file the file's name, for messages
 */
record Cfg(String file, Section net, List<Section> sections) {
  private static final int MAX_BYTES = 4 << 20;
  private static final int MAX_SECTIONS = 10_000;

  static Cfg read(Path path) {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new ModelException(
            "Cannot read the Darknet cfg %s: it has %s, and at most %s are read; give a Darknet .cfg"
                .formatted(
                    path, ByteSize.wholeMib(Files.size(path)), ByteSize.wholeMib(MAX_BYTES)));
      }
      return parse(path.getFileName().toString(), Files.readAllBytes(path));
    } catch (IOException e) {
      throw new ModelException(
          "Cannot read the Darknet cfg %s: %s; check the path and its permissions"
              .formatted(path, IoReason.of(e)),
          e);
    }
  }

  /**
   * @param file for messages
   * @throws ModelException naming the line of what is not a cfg
   */
  static Cfg parse(String file, byte[] bytes) {
    List<Section> all = new ArrayList<>();
    int number = 0;
    for (String raw : new String(bytes, StandardCharsets.UTF_8).split("\r\n|\n|\r", -1)) {
      number++;
      String line = bare(raw);
      if (line.isEmpty()) {
        continue;
      }
      if (line.startsWith("[")) {
        if (!line.endsWith("]") || line.length() < 3) {
          throw wrong(file, number, line, "a section's name must stand in brackets");
        }
        all.add(new Section(file, line.substring(1, line.length() - 1), number));
        if (all.size() > MAX_SECTIONS) {
          throw new ModelException(file + " has more than " + MAX_SECTIONS + " sections");
        }
        continue;
      }
      int equals = line.indexOf('=');
      if (equals < 1) {
        throw wrong(file, number, line, "this is neither a [section] nor key=value");
      }
      if (all.isEmpty()) {
        throw wrong(file, number, line, "a value before the first [section]");
      }
      all.get(all.size() - 1).put(line.substring(0, equals), line.substring(equals + 1), number);
    }
    if (all.isEmpty() || !isNet(all.get(0))) {
      throw new ModelException(
          file + " does not begin with a [net] section, so it is not a Darknet .cfg");
    }
    return new Cfg(file, all.get(0), List.copyOf(all.subList(1, all.size())));
  }

  private static boolean isNet(Section section) {
    return section.kind().equals("net") || section.kind().equals("network");
  }

  private static String bare(String raw) {
    StringBuilder line = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '#' || c == ';') {
        break;
      }
      // An editor on Windows may begin the file with a byte order mark.
      if (!Character.isWhitespace(c) && c != '\0' && c != '\uFEFF') {
        line.append(c);
      }
    }
    return line.toString();
  }

  private static ModelException wrong(String file, int number, String line, String what) {
    return new ModelException(file + " line " + number + ": " + what + ": " + Printable.of(line));
  }
}
