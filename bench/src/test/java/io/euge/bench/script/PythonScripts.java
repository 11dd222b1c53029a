package io.euge.bench.script;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.euge.EugeException;
import java.nio.file.Path;
import java.util.EnumSet;

/** The Python script for tests. */
final class PythonScripts {
  private PythonScripts() {}

  /** Returns the script; skips the test where Python lacks a library, or fails it with CI=true. */
  static PythonScript script() {
    Path home = Path.of(System.getProperty("euge.home", ".."));
    try {
      return PythonScript.of(home, null, EnumSet.allOf(ChosenEngine.class));
    } catch (EugeException e) {
      if ("true".equals(System.getenv("CI"))) {
        fail(e.getMessage());
      }
      return abort(e.getMessage());
    }
  }
}
