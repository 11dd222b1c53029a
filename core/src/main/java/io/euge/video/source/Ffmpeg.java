package io.euge.video.source;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_INFO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_WARNING;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_max_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.global.avutil.av_version_info;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Readies the native library once for a process, and puts its error codes into words. */
public final class Ffmpeg {
  /** quiet, error, warning or info: what the native library may write to standard error. */
  static final String LOG = "euge.ffmpeg.log";

  static {
    // JavaCPP refuses to allocate once the whole process is larger than a multiple of the heap.
    // Models live off the heap, so that says nothing here.
    if (System.getProperty("org.bytedeco.javacpp.maxPhysicalBytes") == null) {
      System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    }
    av_max_alloc(FormatAllowlist.MAX_BYTES);
    av_log_set_level(
        switch (System.getProperty(LOG, "quiet")) {
          case "error" -> AV_LOG_ERROR;
          case "warning" -> AV_LOG_WARNING;
          case "info" -> AV_LOG_INFO;
          default -> AV_LOG_QUIET;
        });
  }

  private Ffmpeg() {}

  /** Loads the native library, quietly. Calling again does nothing. */
  public static void ready() {}

  /**
   * The native library's own version; loads it.
   *
   * @throws LinkageError if it cannot be loaded here
   */
  public static String version() {
    ready();
    return av_version_info().getString();
  }

  public static String words(int code) {
    byte[] text = new byte[256];
    av_strerror(code, text, text.length);
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
  }
}
