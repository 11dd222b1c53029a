package io.euge.rendering;

import io.euge.EugeException;
import io.euge.counting.TrackPath;
import io.euge.tracking.LabelVote;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * The boxes of one track, frame by frame. Between two of them the box is interpolated. Not
 * thread-safe.
 */
final class TrackCourse {
  private static final int NUMBERS = 4;

  private final long id;
  private final LabelVote vote = new LabelVote();
  private long[] frames = new long[8];
  private double[] boxes = new double[8 * NUMBERS];
  private final BitSet observed = new BitSet();
  private int count;
  private int cursor;

  TrackCourse(long id) {
    this.id = id;
  }

  void add(
      long frame,
      String label,
      double confidence,
      double x,
      double y,
      double width,
      double height,
      boolean seen) {
    if (count == frames.length) {
      frames = Arrays.copyOf(frames, 2 * count);
      boxes = Arrays.copyOf(boxes, 2 * count * NUMBERS);
    }
    int at = count * NUMBERS;
    boxes[at] = x;
    boxes[at + 1] = y;
    boxes[at + 2] = width;
    boxes[at + 3] = height;
    observed.set(count, seen);
    frames[count++] = frame;
    vote.add(label, confidence);
  }

  /**
   * Puts the boxes in the order of their frames.
   *
   * @throws EugeException if there are two of one frame
   */
  void sort() {
    int[] order =
        IntStream.range(0, count)
            .boxed()
            .sorted((one, other) -> Long.compare(frames[one], frames[other]))
            .mapToInt(Integer::intValue)
            .toArray();
    long[] sorted = new long[count];
    double[] moved = new double[count * NUMBERS];
    BitSet seen = new BitSet(count);
    for (int i = 0; i < count; i++) {
      sorted[i] = frames[order[i]];
      System.arraycopy(boxes, order[i] * NUMBERS, moved, i * NUMBERS, NUMBERS);
      seen.set(i, observed.get(order[i]));
      if (i > 0 && sorted[i] == sorted[i - 1]) {
        throw new EugeException(
            "Track %d has two boxes in frame %d: write the tracks again".formatted(id, sorted[i]));
      }
    }
    frames = sorted;
    boxes = moved;
    observed.clear();
    observed.or(seen);
  }

  long id() {
    return id;
  }

  /** Returns the label of most boxes. */
  String label() {
    return vote.label();
  }

  long first() {
    return frames[0];
  }

  long last() {
    return frames[count - 1];
  }

  /**
   * Returns the way of the track where it was seen, with the index of the frame as its time.
   * Predicted boxes do not count, as in counts of tables.
   */
  TrackPath path() {
    TrackPath path = new TrackPath();
    for (int i = observed.nextSetBit(0); i >= 0; i = observed.nextSetBit(i + 1)) {
      int at = i * NUMBERS;
      path.add((double) frames[i], boxes[at], boxes[at + 1], boxes[at + 2], boxes[at + 3]);
    }
    return path;
  }

  /**
   * Finds the box in a frame between the first and the last.
   *
   * @param box set to it
   * @return whether the object was seen in this frame
   */
  boolean locate(long frame, Rectangle2D.Double box) {
    seek(frame);
    int at = cursor * NUMBERS;
    double part =
        cursor + 1 < count
            ? (double) (frame - frames[cursor]) / (frames[cursor + 1] - frames[cursor])
            : 0;
    box.setRect(
        between(at, part), between(at + 1, part), between(at + 2, part), between(at + 3, part));
    return frames[cursor] == frame && observed.get(cursor);
  }

  /** The cursor stands on the last box that is not after the frame. */
  private void seek(long frame) {
    if (frames[cursor] > frame) {
      cursor = 0;
    }
    while (cursor + 1 < count && frames[cursor + 1] <= frame) {
      cursor++;
    }
  }

  private double between(int index, double part) {
    return part == 0 ? boxes[index] : boxes[index] + part * (boxes[index + NUMBERS] - boxes[index]);
  }

  /**
   * Adds the way of the bottom center to a line.
   *
   * @param from the first frame
   * @param to the last frame
   * @param box for the moment
   */
  void trail(long from, long to, BoxPainter painter, Path2D line, Rectangle2D.Double box) {
    long end = Math.min(to, last());
    long begin = Math.max(from, first());
    if (begin > end) {
      return;
    }
    locate(begin, box);
    line.moveTo(painter.x(box.getCenterX()), painter.y(box.getMaxY()));
    for (int i = cursor + 1; i < count && frames[i] < end; i++) {
      int at = i * NUMBERS;
      line.lineTo(
          painter.x(boxes[at] + boxes[at + 2] / 2), painter.y(boxes[at + 1] + boxes[at + 3]));
    }
    locate(end, box);
    line.lineTo(painter.x(box.getCenterX()), painter.y(box.getMaxY()));
  }
}
