package io.euge.bench.decode;

/**
 * A codec, and the ffmpeg options that encode a clip with it: fast presets and a keyframe every two
 * seconds.
 */
enum Codec {
  H264("H.264", "mp4", "-c:v libx264 -preset veryfast -bf 2"),
  HEVC("HEVC", "mp4", "-c:v libx265 -preset superfast -x265-params log-level=none"),
  VP9("VP9", "webm", "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -b:v 2M"),
  AV1("AV1", "mp4", "-c:v libsvtav1 -preset 12 -b:v 2M"),
  MPEG4("MPEG-4 part 2", "avi", "-c:v mpeg4 -q:v 4"),
  MPEG2("MPEG-2", "ts", "-c:v mpeg2video -q:v 4 -bf 2");

  private final String title;
  private final String ending;
  private final String options;

  Codec(String title, String ending, String options) {
    this.title = title;
    this.ending = ending;
    this.options = options;
  }

  String title() {
    return title;
  }

  /** Returns the file name extension of its container. */
  String ending() {
    return ending;
  }

  /** Returns options of the ffmpeg command line, separated by spaces. */
  String options() {
    return options + " -g 60 -pix_fmt yuv420p";
  }
}
