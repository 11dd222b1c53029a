package io.euge.cli.track;

import io.euge.cli.table.TextOutput;
import io.euge.tracking.Tracker;
import io.euge.tracking.mot.MotBox;
import io.euge.tracking.mot.MotSequence;
import io.euge.tracking.mot.MotText;
import io.euge.tracking.mot.MotWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** Tracks detections in MOT format and writes MOT format, without Spark. */
final class MotTracking {
  private final BitSet tracks = new BitSet();
  private int frames;
  private long boxes;

  /** Tracks a file. */
  void run(Path detections, Tracker tracker, double frameRate, TextOutput output) {
    List<MotBox> read = MotText.read(detections);
    frames = read.stream().mapToInt(MotBox::frame).max().orElse(0);
    MotSequence sequence = new MotSequence(read);
    output.write(out -> write(sequence, tracker, frameRate, out));
  }

  private void write(MotSequence sequence, Tracker tracker, double frameRate, OutputStream out)
      throws IOException {
    OutputStreamWriter text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    MotWriter writer = new MotWriter(text); // Not closed: the caller owns the file.
    sequence.track(
        tracker,
        frameRate,
        box -> {
          tracks.set(box.id());
          boxes++;
          writer.write(box);
        });
    text.flush();
  }

  /** Returns a description of what was written. */
  String summary() {
    return String.format(
        Locale.ROOT,
        "%,d tracks with %,d boxes in %,d frames",
        tracks.cardinality(),
        boxes,
        frames);
  }
}
