package io.euge.process;

import com.sun.jna.Library;
import com.sun.jna.Native;
import io.euge.EugeException;
import io.euge.Printable;
import java.util.Optional;

/**
 * The environment of this process as its native libraries see it. CUDA reads its settings there
 * when it starts, Spark gives all executors one environment, and Java cannot change its own.
 *
 * <p>What is set here is not in {@link System#getenv()}, and programs that Java starts do not
 * inherit it. Set it before the library that reads it is loaded: the C library lets no thread read
 * while another writes.
 */
public final class ProcessEnvironment {
  private ProcessEnvironment() {}

  /** The C library's own functions. */
  private interface C extends Library {
    C LIBRARY = Native.load("c", C.class);

    int setenv(String name, String value, int overwrite);

    String getenv(String name);
  }

  /**
   * Sets a variable, whatever it was.
   *
   * @throws EugeException if the C library cannot be called here
   */
  public static synchronized void set(String name, String value) {
    if (name.isEmpty() || name.contains("=") || library().setenv(name, value, 1) != 0) {
      throw new IllegalArgumentException("no variable can be called '" + name + "'");
    }
  }

  /**
   * What a native library reads now; empty if the variable is not set.
   *
   * @throws EugeException if the C library cannot be called here
   */
  public static synchronized Optional<String> value(String name) {
    return Optional.ofNullable(library().getenv(name));
  }

  private static C library() {
    try {
      return C.LIBRARY;
    } catch (LinkageError e) {
      throw new EugeException(
          "The environment of this process cannot be changed, for JNA does not load ("
              + Printable.of(String.valueOf(e.getMessage()))
              + "): name a folder that allows execution by -Djna.tmpdir, or mount /tmp without"
              + " noexec",
          e);
    }
  }
}
