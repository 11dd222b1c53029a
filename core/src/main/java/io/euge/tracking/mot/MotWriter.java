package io.euge.tracking.mot;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes MOT text: results with 10 values a line, of which the last three are -1, and boxes that
 * have a class or a visibility with the 9 values of ground truth. Numbers have at most 6 decimals.
 */
public final class MotWriter implements Closeable {
  private final Writer out;
  private final Decimals decimals = new Decimals();
  private final StringBuilder line = new StringBuilder();

  /** Writes to a writer, which is closed with this one. */
  public MotWriter(Writer out) {
    this.out = out;
  }

  /** Writes a box. */
  public void write(MotBox box) throws IOException {
    line.setLength(0);
    line.append(box.frame()).append(',').append(box.id());
    add(box.x());
    add(box.y());
    add(box.width());
    add(box.height());
    add(box.confidence());
    if (box.classId() < 0 && box.visibility() < 0) {
      line.append(",-1,-1,-1");
    } else {
      line.append(',').append(box.classId());
      add(box.visibility());
    }
    out.append(line.append('\n'));
  }

  private void add(double value) {
    decimals.append(line.append(','), value);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
