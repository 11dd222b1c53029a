package io.euge.video.source;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_INFO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_WARNING;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_max_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.global.avutil.av_version_info;

import io.euge.file.LibraryFolder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Loads the native library once per process, and returns the messages of its error codes. */
public final class Ffmpeg {
  /** quiet, error, warning or info: the log level of the native library on standard error. */
  static final String LOG = "euge.ffmpeg.log";

  static {
    // JavaCPP refuses to allocate when the process is larger than a multiple of the heap. Models
    // live off the heap, so that limit has no meaning here.
    if (System.getProperty("org.bytedeco.javacpp.maxPhysicalBytes") == null) {
      System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    }
    LibraryFolder.assign("org.bytedeco.javacpp.cachedir", "javacpp");
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

  /** Loads the native library. Calling it again does nothing. */
  public static void load() {}

  /**
   * Returns the version of the native library, and loads it.
   *
   * @throws LinkageError if it cannot be loaded here
   */
  public static String version() {
    load();
    return av_version_info().getString();
  }

  /** Returns FFmpeg's message for an error code. */
  public static String errorMessage(int code) {
    byte[] text = new byte[256];
    av_strerror(code, text, text.length);
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
  }
}
