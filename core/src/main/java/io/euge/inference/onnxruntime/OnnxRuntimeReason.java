package io.euge.inference.onnxruntime;

import ai.onnxruntime.OrtException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What ONNX Runtime says of a failure, without the places in its own source that it names. */
final class OnnxRuntimeReason {
  private static final Pattern CODE = Pattern.compile("^Error code - \\w+ - message: ");

  /** A file with its line, before the signature of a function. */
  private static final Pattern PLACE =
      Pattern.compile("\\S+\\.(?:cc|cpp|cu|h|hpp):\\d+ (?:[^\\s(]+ )*[^\\s(]*\\(");

  private OnnxRuntimeReason() {}

  static String of(OrtException failure) {
    return of(String.valueOf(failure.getMessage()));
  }

  static String of(String message) {
    String rest = CODE.matcher(message).replaceFirst("");
    StringBuilder reason = new StringBuilder();
    Matcher place = PLACE.matcher(rest);
    int from = 0;
    while (place.find(from)) {
      reason.append(rest, from, place.start());
      from = signatureEnd(rest, place.end());
    }
    String plain = reason.append(rest.substring(from)).toString().strip().replaceAll("\\s+", " ");
    return plain.isEmpty() ? message : plain;
  }

  /** Returns the index behind the parentheses of a signature, and behind what qualifies it. */
  private static int signatureEnd(String text, int open) {
    int depth = 1;
    int at = open;
    while (at < text.length() && depth > 0) {
      char next = text.charAt(at++);
      depth += next == '(' ? 1 : next == ')' ? -1 : 0;
    }
    return text.startsWith(" const ", at) ? at + " const".length() : at;
  }
}
