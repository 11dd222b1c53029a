package io.euge.process;

import com.sun.jna.Library;
import com.sun.jna.Native;
import io.euge.EugeException;
import io.euge.Printable;
import java.util.Optional;

/**
 * The environment of this process as its native libraries see it. CUDA reads its settings from it
 * at initialization, Spark gives all executors the same environment, and Java cannot change its
 * own.
 *
 * <p>A variable that is set here is not in {@link System#getenv()}, and programs that Java starts
 * do not inherit it. Set it before loading the library that reads it: {@code setenv} is not safe
 * while another thread reads the environment.
 */
public final class ProcessEnvironment {
  private ProcessEnvironment() {}

  /** The functions of the C library. */
  private interface CLibrary extends Library {
    CLibrary INSTANCE = Native.load("c", CLibrary.class);

    int setenv(String name, String value, int overwrite);

    String getenv(String name);
  }

  /**
   * Sets a variable, replacing its value if it has one.
   *
   * @throws EugeException if the C library cannot be loaded
   */
  public static synchronized void set(String name, String value) {
    if (name.isEmpty() || name.contains("=") || library().setenv(name, value, 1) != 0) {
      throw new IllegalArgumentException("no variable can be called '" + name + "'");
    }
  }

  /**
   * Returns the value that a native library reads; empty if the variable is not set.
   *
   * @throws EugeException if the C library cannot be loaded
   */
  public static synchronized Optional<String> get(String name) {
    return Optional.ofNullable(library().getenv(name));
  }

  private static CLibrary library() {
    Jna.prepare();
    try {
      return CLibrary.INSTANCE;
    } catch (LinkageError e) {
      throw new EugeException(
          "The environment of this process cannot be changed, for JNA does not load ("
              + Printable.of(String.valueOf(e.getMessage()))
              + "): name a directory that allows execution by -Djna.tmpdir, or mount /tmp without"
              + " noexec",
          e);
    }
  }
}
