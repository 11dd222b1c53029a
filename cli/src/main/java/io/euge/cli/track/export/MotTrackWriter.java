package io.euge.cli.track.export;

import io.euge.tracking.mot.MotBox;
import io.euge.tracking.mot.MotWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;

/** Writes MOT format, in which frames are numbered from 1. */
final class MotTrackWriter implements TrackWriter {
  private final MotWriter out;

  MotTrackWriter(OutputStream out) {
    this.out = new MotWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  @Override
  public void write(ExportedBox box) throws IOException {
    out.write(
        new MotBox(
            Math.toIntExact(box.frame() + 1),
            box.track(),
            box.x(),
            box.y(),
            box.width(),
            box.height(),
            Double.parseDouble(Float.toString((float) box.confidence()))));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
