package io.euge.video.decode;

import io.euge.video.DecodeOptions;
import io.euge.video.Pixels;
import io.euge.video.Sampling;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoSource;
import io.euge.video.split.SegmentPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Reads videos as they are seen from outside. */
final class SeenFrames {
  /** A frame as it is seen from outside. */
  record Seen(long frame, double seconds, boolean key, int width, int height, long pixels) {}

  private SeenFrames() {}

  /**
   * Reads a segment.
   *
   * @param damage gets what the reader reports
   */
  static List<Seen> read(
      Path file, Segment segment, DecodeOptions options, List<VideoException> damage) {
    List<Seen> frames = new ArrayList<>();
    try (VideoReader reader = VideoReader.open(VideoSource.of(file), segment, options)) {
      while (reader.next()) {
        CRC32C hash = new CRC32C();
        hash.update(Pixels.unscaled(reader));
        frames.add(
            new Seen(
                reader.frame(),
                reader.seconds(),
                reader.key(),
                reader.width(),
                reader.height(),
                hash.getValue()));
      }
      damage.addAll(reader.damage());
    }
    return frames;
  }

  /** Reads all segments one after the other. */
  static List<Seen> parts(
      Path file, SegmentPlan plan, DecodeOptions options, List<VideoException> damage) {
    List<Seen> frames = new ArrayList<>();
    plan.segments().forEach(segment -> frames.addAll(read(file, segment, options, damage)));
    return frames;
  }

  /** Applies the rule of sampling to frames that were all decoded. */
  static List<Seen> sampled(List<Seen> frames, Sampling sampling) {
    Sampler sampler = new Sampler(sampling);
    List<Seen> taken = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      Seen frame = frames.get(i);
      double before = i == 0 ? Double.NEGATIVE_INFINITY : frames.get(i - 1).seconds();
      if (sampler.selects(frame.frame(), before, frame.seconds(), frame.key())) {
        taken.add(frame);
      }
    }
    return taken;
  }
}
