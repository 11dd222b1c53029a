package io.euge.video.corpus;

import io.euge.video.DecodeOptions;
import io.euge.video.Letterbox;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoSource;
import io.euge.video.decode.VideoReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * What came out of one reading to the end.
 *
 * @param failure what ended it; null if it came to the end
 */
record Reading(List<Shot> shots, VideoException failure, List<VideoException> damage) {
  /** More than any clip of the corpus has, so that a video without end is found. */
  private static final int MOST = 20_000;

  /** A frame as it was given; the hash is of its pixels in the size of a good clip. */
  record Shot(long frame, double seconds, int width, int height, long hash) {}

  static Reading of(VideoSource source, Segment segment, DecodeOptions options) {
    List<Shot> shots = new ArrayList<>();
    List<VideoException> damage = List.of();
    ByteBuffer pixels =
        ByteBuffer.allocateDirect(GoodClips.WIDTH * GoodClips.HEIGHT * Letterbox.CHANNELS);
    CRC32 hash = new CRC32();
    try (VideoReader reader = VideoReader.open(source, segment, options)) {
      try {
        while (reader.next()) {
          int width = reader.width();
          int height = reader.height();
          Letterbox box = Letterbox.of(width, height, GoodClips.WIDTH, GoodClips.HEIGHT);
          reader.letterbox(box, pixels, 0);
          hash.reset();
          hash.update(pixels.duplicate().clear());
          shots.add(new Shot(reader.frame(), reader.seconds(), width, height, hash.getValue()));
          if (shots.size() > MOST) {
            throw new IllegalStateException("it gives more than " + MOST + " frames");
          }
        }
      } finally {
        damage = reader.damage();
      }
      return new Reading(shots, null, damage);
    } catch (VideoException e) {
      return new Reading(shots, e, damage);
    }
  }

  /** Whether nothing was found to be wrong. */
  boolean isWhole() {
    return failure == null && damage.isEmpty();
  }

  String summary() {
    return "%d frames, %s"
        .formatted(
            shots.size(),
            failure != null ? failure.code() : damage.isEmpty() ? "whole" : damage.size() + " bad");
  }
}
