package io.euge.inference.openvino;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Calls functions of the library and turns their failures into exceptions. */
final class Calls {
  private static final int MAX_REASON = 300;

  private Calls() {}

  /** A function of the library failed. */
  static final class OpenVinoException extends Exception {
    private static final long serialVersionUID = 1;

    OpenVinoException(String reason) {
      super(reason);
    }
  }

  /** Checks the status that a function returned. */
  static void check(int status) throws OpenVinoException {
    if (status != 0) {
      Pointer text = OpenVino.ov_get_last_err_msg();
      String message = text == null ? "" : text.getString(0, "UTF-8");
      if (text != null) {
        OpenVino.ov_free(text);
      }
      throw new OpenVinoException(message.isBlank() ? "status " + status : reason(message));
    }
  }

  /** Returns the handle that a function gives. */
  static Pointer handle(ToIntFunction<PointerByReference> function) throws OpenVinoException {
    PointerByReference handle = new PointerByReference();
    check(function.applyAsInt(handle));
    return handle.getValue();
  }

  /** Returns the text that a function gives. */
  static String text(ToIntFunction<PointerByReference> function) throws OpenVinoException {
    Pointer text = handle(function);
    try {
      return text.getString(0, "UTF-8");
    } finally {
      OpenVino.ov_free(text);
    }
  }

  /** Returns a message of several lines without those that name OpenVINO's source files. */
  static String reason(String message) {
    String reason =
        message
            .lines()
            .map(String::strip)
            .filter(
                line ->
                    !line.isEmpty()
                        && !line.startsWith("Exception from src/")
                        && !line.matches("Check '.*' failed at .*"))
            .collect(Collectors.joining(" "));
    String printable = (reason.isEmpty() ? message : reason).replaceAll("\\p{Cntrl}+", " ").strip();
    return printable.length() > MAX_REASON ? printable.substring(0, MAX_REASON) + "..." : printable;
  }
}
