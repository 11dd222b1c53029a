package io.euge.cli.render;

import io.euge.rendering.FrameAnnotations;
import io.euge.video.VideoException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Counts and reports what is drawn. Any thread may call {@link #frames}. */
final class RenderSummary {
  private static final int LISTED = 5;

  private final AtomicLong frames = new AtomicLong();
  private long boxes;
  private long hidden;

  /** Returns the same annotations and counts them. */
  FrameAnnotations count(FrameAnnotations annotations) {
    boxes += annotations.boxes().size();
    hidden += annotations.hidden().size();
    return annotations;
  }

  /** Counts boxes of tracks. */
  void boxes(long drawn) {
    boxes += drawn;
  }

  void written() {
    frames.incrementAndGet();
  }

  long frames() {
    return frames.get();
  }

  void print(PrintWriter out, Path output, List<VideoException> damage) {
    out.printf(
        Locale.ROOT,
        "%,d %s, %,d %s drawn, %,d areas blurred%nwritten to %s%n",
        frames(),
        frames() == 1 ? "frame" : "frames",
        boxes,
        boxes == 1 ? "box" : "boxes",
        hidden,
        output);
    if (!damage.isEmpty()) {
      out.printf(
          Locale.ROOT,
          "the video is corrupt, and frames may be missing (%,d %s):%n",
          damage.size(),
          damage.size() == 1 ? "error" : "errors");
      damage.stream()
          .limit(LISTED)
          .forEach(
              one ->
                  out.printf(
                      "  %s: %s%n", one.code(), one.getMessage().lines().findFirst().orElse("")));
      if (damage.size() > LISTED) {
        out.println("  ...");
      }
    }
    out.flush();
  }
}
