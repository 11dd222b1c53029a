package io.euge.inference.onnxruntime.session;

import io.euge.EugeException;
import io.euge.process.ProcessEnvironment;
import java.util.Map;

/**
 * Disables ONNX Runtime's telemetry. Its library (seen with 1.29.0) otherwise stores an identifier
 * of the machine and the models' names, classes and checksums in the user's home directory, and
 * sends them to Microsoft. {@code OrtEnvironment.setTelemetry(false)} comes too late.
 */
final class OnnxRuntimeTelemetry {
  /** The library reads it from the environment of the process when its environment is created. */
  static final String VARIABLE = "ORT_DISABLE_TELEMETRY";

  private static final String DISABLED = "1";

  private OnnxRuntimeTelemetry() {}

  /**
   * Sets the variable, whatever its value is. Call it before the library is loaded.
   *
   * @throws EugeException if the environment of this process cannot be changed
   */
  static void disable() {
    disable(System.getenv());
  }

  /**
   * Does so unless the process was started with it.
   *
   * @param inherited the variables that the process was started with
   */
  static void disable(Map<String, String> inherited) {
    if (DISABLED.equals(inherited.get(VARIABLE))) {
      return;
    }
    try {
      ProcessEnvironment.set(VARIABLE, DISABLED);
    } catch (EugeException e) {
      throw new EugeException(
          "Cannot disable ONNX Runtime's telemetry: set %s=1 in the environment. %s"
              .formatted(VARIABLE, e.getMessage()),
          e);
    }
  }
}
