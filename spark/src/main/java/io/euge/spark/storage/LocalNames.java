package io.euge.spark.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoException.Stage;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of local files as text. A file system takes any bytes as a name; those that are not UTF-8
 * are written {@code \xHH} each, so that two such names stay two.
 */
final class LocalNames {
  /** What Java shows for bytes of a name that it cannot decode. */
  private static final char REPLACEMENT = '\uFFFD';

  private static final Pattern ESCAPE = Pattern.compile("\\\\x([0-9A-F]{2})");

  private LocalNames() {}

  /** Returns the name of a file that Java found, whatever this process's encoding of names is. */
  static String text(Path file) {
    String text = file.toString();
    if (text.indexOf(REPLACEMENT) < 0) {
      return text;
    }
    CharsetDecoder decoder = UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.wrap(bytes(file));
    StringBuilder name = new StringBuilder();
    CharBuffer chars = CharBuffer.allocate(bytes.remaining());
    for (CoderResult result = decoder.decode(bytes, chars, true);
        ;
        result = decoder.reset().decode(bytes, chars, true)) {
      name.append(chars.flip());
      chars.clear();
      if (!result.isError()) {
        return name.toString();
      }
      for (int i = 0; i < result.length(); i++) {
        name.append("\\x").append(HexFormat.of().withUpperCase().toHexDigits(bytes.get()));
      }
    }
  }

  /** A path's URI has its bytes, where the path's text has lost them. */
  private static byte[] bytes(Path file) {
    String encoded = file.toUri().getRawPath();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int end =
        encoded.length() > 1 && encoded.endsWith("/") ? encoded.length() - 1 : encoded.length();
    for (int i = 0; i < end; i++) {
      if (encoded.charAt(i) == '%') {
        bytes.write(HexFormat.fromHexDigits(encoded, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(encoded.charAt(i));
      }
    }
    return bytes.toByteArray();
  }

  /** Returns the file of a name that {@link #text} gave. */
  static Path file(String text) {
    if (isEncodable(text) && Files.exists(Path.of(text))) {
      return Path.of(text);
    }
    StringBuilder encoded = new StringBuilder();
    Matcher escape = ESCAPE.matcher(text);
    int at = 0;
    while (escape.find()) {
      encoded.append(percentEncoded(text.substring(at, escape.start())));
      encoded.append('%').append(escape.group(1));
      at = escape.end();
    }
    String folder = text.startsWith("/") ? "" : Path.of("").toUri().getRawPath();
    return Path.of(URI.create("file://" + folder + encoded + percentEncoded(text.substring(at))));
  }

  private static String percentEncoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      encoded.append(b == '/' ? "/" : "%" + HexFormat.of().toHexDigits(b));
    }
    return encoded.toString();
  }

  /** Returns whether this process can name a file so: under the C locale, in ASCII only. */
  static boolean isEncodable(String text) {
    try {
      Path unused = Path.of(text);
      return true;
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Returns whether a name that nothing is found by has lost bytes. */
  static boolean isCorrupt(String text) {
    return text.indexOf(REPLACEMENT) >= 0 || ESCAPE.matcher(text).find();
  }

  /**
   * Returns the file of a video.
   *
   * @param name the video as its user knows it
   * @throws VideoException if this process cannot read a file of such a name
   */
  static Path readable(String text, String name) {
    if (!isEncodable(text)) {
      throw unreadable(
          name,
          "this Java reads file names as "
              + System.getProperty("sun.jnu.encoding")
              + "; start it with LC_ALL=C.UTF-8, and executors with spark.executorEnv.LC_ALL=C.UTF-8");
    }
    Path file = Path.of(text);
    if (isCorrupt(text) && !Files.exists(file)) {
      throw unreadable(name, "its name is not UTF-8; rename the file or its directory");
    }
    return file;
  }

  private static VideoException unreadable(String name, String reason) {
    return new VideoException(
        Stage.OPEN, Code.UNREADABLE, name, Double.NaN, "Cannot read " + name + ": " + reason);
  }
}
