package io.euge.process;

import com.sun.jna.NativeLibrary;

/** Shared libraries of this machine. */
public final class SharedLibrary {
  private SharedLibrary() {}

  /**
   * Returns whether the system's loader finds a library. It is loaded for a moment.
   *
   * @param name as the loader wants it, such as {@code libcuda.so.1}
   */
  public static boolean isInstalled(String name) {
    Jna.prepare();
    try {
      NativeLibrary.getInstance(name).close();
      return true;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }
}
