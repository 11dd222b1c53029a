package io.euge.tracking;

/** The tracks of one frame, by rising number. Immutable. */
public final class TrackedBoxes {
  /** What {@link #detection} returns for a position that no detection gave. */
  public static final int PREDICTED = -1;

  static final int NUMBERS = 5;

  private final int[] tracks;
  private final int[] detections;
  private final double[] numbers;

  /**
   * Takes over the arrays.
   *
   * @param numbers five a track: confidence, x, y, width, height
   */
  TrackedBoxes(int[] tracks, int[] detections, double[] numbers) {
    this.tracks = tracks;
    this.detections = detections;
    this.numbers = numbers;
  }

  public int count() {
    return tracks.length;
  }

  /** The number of the track, from 1, unique within the sequence. */
  public int track(int i) {
    return tracks[i];
  }

  /** The index of the detection among the frame's boxes, or {@link #PREDICTED}. */
  public int detection(int i) {
    return detections[i];
  }

  /**
   * Returns whether a detection of this frame belongs to the track; otherwise its box is predicted.
   */
  public boolean observed(int i) {
    return detections[i] != PREDICTED;
  }

  /** The confidence of the track's last detection. */
  public double confidence(int i) {
    return numbers[i * NUMBERS];
  }

  /** Left edge in pixels, as the tracker estimates it. */
  public double x(int i) {
    return numbers[i * NUMBERS + 1];
  }

  /** Top edge in pixels, as the tracker estimates it. */
  public double y(int i) {
    return numbers[i * NUMBERS + 2];
  }

  /** In pixels, as the tracker estimates it. */
  public double width(int i) {
    return numbers[i * NUMBERS + 3];
  }

  /** In pixels, as the tracker estimates it. */
  public double height(int i) {
    return numbers[i * NUMBERS + 4];
  }
}
