package io.euge.device.mps;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CUDA's errors about MPS, recognized in the messages of its users. After one the process's use of
 * the GPU is at an end: a fault of one client is reported to all clients of its server, and each
 * must exit before the server takes new ones. That ONNX Runtime's words are such was read, never
 * seen on a GPU.
 *
 * @param code the number in CUDA's runtime library
 * @param name its name there
 */
public record MpsFault(int code, String name) {
  private static final Map<Integer, String> NAMES =
      Map.of(
          805, "MpsConnectionFailed",
          806, "MpsRpcFailure",
          807, "MpsServerNotReady",
          808, "MpsMaxClientsReached",
          809, "MpsMaxConnectionsReached",
          810, "MpsClientTerminated");

  private static final Pattern NUMBER =
      Pattern.compile("(?i)cuda (?:failure|error):?\\s+(\\d{3})\\b");
  private static final int MAX_CAUSES = 20;

  /** Returns the fault that a failure or one of its causes reports; empty if none. */
  public static Optional<MpsFault> in(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      Optional<MpsFault> fault = in(String.valueOf(cause.getMessage()));
      if (fault.isPresent()) {
        return fault;
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /** Returns the fault that a message names by number, or by name in the runtime or the driver. */
  public static Optional<MpsFault> in(String message) {
    Matcher numbers = NUMBER.matcher(message);
    while (numbers.find()) {
      int code = Integer.parseInt(numbers.group(1));
      if (NAMES.containsKey(code)) {
        return Optional.of(new MpsFault(code, "cudaError" + NAMES.get(code)));
      }
    }
    return NAMES.entrySet().stream()
        .filter(
            entry ->
                message.contains("cudaError" + entry.getValue())
                    || message.contains(driverName(entry.getValue())))
        .findFirst()
        .map(entry -> new MpsFault(entry.getKey(), "cudaError" + entry.getValue()));
  }

  private static String driverName(String name) {
    return "CUDA_ERROR" + name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
  }

  /** Returns a message for users. */
  public String message() {
    return switch (code) {
      case 808, 809 ->
          "The MPS server of this GPU accepts no more clients (%d %s): use fewer slots"
              .formatted(code, name);
      case 805, 807 ->
          "This process cannot reach the MPS server of its GPU (%d %s): see `euge mps status`"
              .formatted(code, name);
      default ->
          "The MPS server of this GPU, or an error of another client, ended this process's work there (%d %s): see `euge mps status`"
              .formatted(code, name);
    };
  }
}
