package io.euge.bench.decode;

import io.euge.bench.measurement.Samples;
import java.util.List;
import java.util.Locale;

/**
 * Frames per second of CPU time, for Euge and the ffmpeg program.
 *
 * @param frames of each clip
 * @param ffmpeg version of the program
 */
record CodecResult(int frames, int rounds, String ffmpeg, List<Row> codecs)
    implements BenchmarkResult {

  /**
   * The results of one codec.
   *
   * @param eugeScaled decoding and scaling to 416x416
   * @param ratio Euge's median divided by ffmpeg's
   */
  record Row(
      String codec,
      String eugeDecoder,
      String ffmpegDecoder,
      Samples euge,
      Samples ffmpeg,
      double ratio,
      Samples eugeScaled,
      Samples ffmpegScaled,
      double ratioScaled) {
    static Row of(
        String codec,
        PixelComparison.Decoders decoders,
        Samples euge,
        Samples ffmpeg,
        Samples eugeScaled,
        Samples ffmpegScaled) {
      return new Row(
          codec,
          decoders.euge(),
          decoders.ffmpeg(),
          euge,
          ffmpeg,
          euge.median() / ffmpeg.median(),
          eugeScaled,
          ffmpegScaled,
          eugeScaled.median() / ffmpegScaled.median());
    }
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Decoding, one thread: frames for each second of CPU time, 1280x720, %d frames, medians of %d rounds%n"
                + "against %s; starting and opening not counted, the same pictures checked%n"
                + "%-14s %8s %8s %6s  %8s %8s %6s  %s%n",
            frames,
            rounds,
            ffmpeg,
            "codec",
            "Euge",
            "ffmpeg",
            "ratio",
            "+scaling",
            "ffmpeg",
            "ratio",
            "decoders"));
    for (Row row : codecs) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-14s %8.0f %8.0f %6.2f  %8.0f %8.0f %6.2f  %s%n",
              row.codec,
              row.euge.median(),
              row.ffmpeg.median(),
              row.ratio,
              row.eugeScaled.median(),
              row.ffmpegScaled.median(),
              row.ratioScaled,
              row.eugeDecoder.equals(row.ffmpegDecoder)
                  ? row.eugeDecoder
                  : row.eugeDecoder + ", ffmpeg " + row.ffmpegDecoder));
    }
    return text.toString();
  }
}
