package io.euge.spark.storage;

import io.euge.EugeException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Refuses addresses that look like a video's and are no file in a storage. */
final class UrlSchemes {
  private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(?://|@).*");

  private static final Set<String> STREAMS =
      Set.of(
          "rtsp", "rtsps", "rtspt", "rtspu", "rtmp", "rtmps", "rtmpt", "rtmpe", "rtmpte", "rtmpts",
          "rtp", "srtp", "udp", "udplite", "tcp", "tls", "sctp", "srt", "rist", "hls", "mms",
          "mmsh", "mmst", "webrtc", "whep", "whip", "ws", "wss", "ndi", "v4l2", "onvif");

  /** Hadoop supports them, but cannot seek in them; and a file name must not open a connection. */
  private static final Set<String> WEB = Set.of("http", "https", "ftp", "ftps", "sftp");

  private static final Pattern PLAYLIST =
      Pattern.compile("(?i).*\\.(m3u8?|mpd|ism/manifest)([?#].*)?");

  private UrlSchemes() {}

  /**
   * Checks a path before anything is opened.
   *
   * @throws EugeException if it is the address of a stream, a playlist or a web server
   */
  static void requireStorage(String path) {
    Matcher url = URL.matcher(path);
    if (!url.matches()) {
      return;
    }
    String scheme = url.group(1).toLowerCase(Locale.ROOT);
    if (STREAMS.contains(scheme)) {
      throw new EugeException(
          "Cannot read %s: live streams are not read; record the stream to files, for example with ffmpeg -i URL -c copy -f segment, and give those"
              .formatted(path));
    }
    if (WEB.contains(scheme)) {
      throw new EugeException(
          (PLAYLIST.matcher(path).matches()
                  ? "Cannot read %s: streaming playlists (HLS, DASH) are not read; record the stream to files and give those"
                  : "Cannot read %s: %s: is not a supported storage; download the video, or copy it to one")
              .formatted(path, scheme));
    }
  }
}
