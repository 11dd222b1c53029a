package io.euge.tracking.mot;

import io.euge.EugeException;
import io.euge.Printable;
import io.euge.file.IoReason;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The lines of a text file that are not blank, also of one compressed by gzip, and their values.
 */
final class LineReader implements Closeable {
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int BEGINNING = 1 << 16;

  private final Path file;
  private final String kind;
  private final String layout;
  private final BufferedReader reader;
  private int number;
  private String[] values = {};

  /**
   * Opens a file.
   *
   * @param kind of the file, for messages
   * @param layout of a line, for messages
   * @throws EugeException if it cannot be opened
   */
  LineReader(Path file, String kind, String layout) {
    this.file = file;
    this.kind = kind;
    this.layout = layout;
    try {
      reader = new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Opens the first bytes of a file, to see what it is. */
  private LineReader(Path file) {
    this.file = file;
    this.kind = "tracks";
    this.layout = "";
    try (InputStream all = open(file)) {
      InputStream first = new ByteArrayInputStream(all.readNBytes(BEGINNING));
      reader = new BufferedReader(new InputStreamReader(first, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Opens the first bytes of a file, to see what it is.
   *
   * @throws EugeException if it cannot be read
   */
  static LineReader ofBeginning(Path file) {
    return new LineReader(file);
  }

  private static InputStream open(Path file) throws IOException {
    InputStream plain = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      plain.mark(2);
      int magic = plain.read() << 8 | plain.read();
      plain.reset();
      return magic == GZIP_MAGIC ? new GZIPInputStream(plain, 1 << 16) : plain;
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  /** Goes to the next line; false at the end of the file. */
  boolean next() {
    try {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        String content = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
        if (!content.isBlank()) {
          values = split(content.strip());
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static String[] split(String line) {
    String[] values = line.split(line.indexOf(',') >= 0 ? "," : "\\s+", -1);
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i].strip();
    }
    return values;
  }

  /** The number of the line, from 1. */
  int number() {
    return number;
  }

  /** How many values the line has. */
  int count() {
    return values.length;
  }

  /** Returns a value as it is written. */
  String text(int index) {
    return values[index];
  }

  /** Requires a count of values. */
  void requireCount(int least, int most) {
    if (count() < least || count() > most) {
      throw wrong(
          count() == 1 ? "it has 1 value" : "it has %d values".formatted(count()), writeLayout());
    }
  }

  private String writeLayout() {
    return "write " + layout;
  }

  /** Returns a value that must be a finite number. */
  double number(int index, String name) {
    String text = values[index];
    double value = parse(text);
    if (!Double.isFinite(value)) {
      throw wrong(
          "its %s is '%s'".formatted(name, Printable.of(text)), "give a number; " + writeLayout());
    }
    return value;
  }

  /** Returns a value that must be a whole number, which may be written as {@code 1.0}. */
  int integer(int index, String name, int least) {
    double value = number(index, name);
    if (value != Math.rint(value) || value < least || value > Integer.MAX_VALUE) {
      throw wrong(
          "its %s is %s".formatted(name, Printable.of(values[index])),
          "give a whole number of at least %d".formatted(least));
    }
    return (int) value;
  }

  /** Returns whether a value is a number, for a look at what a file is. */
  boolean isNumber(int index) {
    return Double.isFinite(parse(values[index]));
  }

  private static double parse(String text) {
    if (text.isEmpty() || Character.isLetter(text.charAt(text.length() - 1))) {
      return Double.NaN; // Java would read 1f and 1d.
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Returns an error in the line. */
  EugeException wrong(String what, String remedy) {
    return new EugeException(
        "Cannot read %s %s line %d: %s; %s".formatted(kind, file, number, what, remedy));
  }

  private EugeException unreadable(IOException e) {
    return new EugeException(
        "Cannot read %s %s: %s; give another file".formatted(kind, file, IoReason.of(e)), e);
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
