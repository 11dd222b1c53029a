package io.euge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of Euge, as the build has it. */
public final class EugeVersion {
  private static final String CURRENT = read();

  private EugeVersion() {}

  /** Returns the version; {@code unknown} where classes were compiled without Maven. */
  public static String current() {
    return CURRENT;
  }

  private static String read() {
    Properties build = new Properties();
    try (InputStream in = EugeVersion.class.getResourceAsStream("version.properties")) {
      if (in != null) {
        build.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build.getProperty("version", "unknown");
  }
}
