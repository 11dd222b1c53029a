package io.euge.bench.decode;

import io.euge.EugeException;
import io.euge.video.DecodeOptions;
import io.euge.video.Letterbox;
import io.euge.video.decode.VideoReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Checks before the timing that Euge and the ffmpeg program decode a video to the same frames: the
 * same number, and equal pixels except for rounding.
 */
record PixelComparison(FfmpegProgram program, Path folder) {
  /** Maximum mean difference of a frame's bytes, out of 255. */
  private static final double TOLERANCE = 2;

  /** The decoders that were used. */
  record Decoders(String euge, String ffmpeg) {}

  /**
   * Compares every frame, scaled as {@link Scaling} specifies.
   *
   * @return the decoders
   * @throws EugeException if the frames differ
   */
  Decoders check(Path video) throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "pictures", ".log");
    try (VideoReader reader = VideoReader.open(video, DecodeOptions.DEFAULT)) {
      Process process = program.pictures(video, Scaling.filter(reader.info()), log);
      try (DataInputStream theirs = new DataInputStream(process.getInputStream())) {
        compare(reader, theirs, video);
        FfmpegProgram.finish(process, log);
      } finally {
        process.destroyForcibly();
      }
      return new Decoders(reader.decoder(), FfmpegProgram.decoder(log));
    }
  }

  private static void compare(VideoReader reader, DataInputStream theirs, Path video)
      throws IOException {
    Letterbox box = null;
    ByteBuffer ours = null;
    byte[] our = null;
    byte[] their = null;
    while (reader.next()) {
      if (box == null) {
        box = Scaling.box(reader.info());
        ours = ByteBuffer.allocateDirect(box.bytes() + 512);
        our = new byte[box.bytes()];
        their = new byte[box.bytes()];
      }
      reader.letterbox(box, ours, 0);
      ours.get(0, our);
      if (theirs.readNBytes(their, 0, their.length) < their.length) {
        throw differs(video, "ffmpeg has only " + reader.frame() + " frames");
      }
      double difference = difference(our, their);
      if (difference > TOLERANCE) {
        throw differs(video, "frame %d by %.1f levels".formatted(reader.frame(), difference));
      }
    }
    if (theirs.read() >= 0) {
      throw differs(video, "Euge has fewer frames than ffmpeg");
    }
  }

  private static double difference(byte[] a, byte[] b) {
    long sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
    }
    return (double) sum / a.length;
  }

  private static EugeException differs(Path video, String how) {
    return new EugeException(
        "Euge and ffmpeg read %s differently: %s".formatted(video.getFileName(), how));
  }
}
