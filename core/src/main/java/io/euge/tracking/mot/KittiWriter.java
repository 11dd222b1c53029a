package io.euge.tracking.mot;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes results as KITTI's labels for tracking: 18 values a line, -1 for unknown values. Numbers
 * have at most 6 decimals.
 */
public final class KittiWriter implements Closeable {
  private final Writer out;
  private final Decimals decimals = new Decimals();
  private final StringBuilder line = new StringBuilder();

  /** Writes to a writer, which is closed with this one. */
  public KittiWriter(Writer out) {
    this.out = out;
  }

  /** Writes a box. */
  public void write(KittiBox box) throws IOException {
    line.setLength(0);
    line.append(box.frame()).append(' ').append(box.id()).append(' ').append(box.type());
    add(box.truncated());
    add(box.occluded());
    line.append(" -1");
    add(box.left());
    add(box.top());
    add(box.right());
    add(box.bottom());
    line.append(" -1 -1 -1 -1 -1 -1 -1");
    add(box.score());
    out.append(line.append('\n'));
  }

  private void add(double value) {
    decimals.append(line.append(' '), value);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
