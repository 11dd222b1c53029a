package io.euge.detection.head;

import io.euge.inference.InferenceException;
import io.euge.model.importing.GraphAdapter;

/** Thrown when an output of a network is NaN or infinite where a detection depends on it. */
public final class NonFiniteOutputException extends InferenceException {
  private static final long serialVersionUID = 1L;

  private final String output;
  private final float value;
  private final String model;
  private final long frame;

  /** Null if the outputs were not counted. */
  private final NonFiniteCount count;

  /** Creates an exception that does not know the model and the frame yet. */
  public NonFiniteOutputException(String output, float value) {
    this(output, value, "", -1, null, "");
  }

  private NonFiniteOutputException(
      String output, float value, String model, long frame, NonFiniteCount count, String video) {
    super(
        "Cannot use what the model %s computes for frame %d%s: its output %s has the value %s%s; its weights are corrupt, or a number is too large for its precision: try float32 weights"
            .formatted(
                model,
                frame,
                video.isEmpty() ? "" : " of " + video,
                GraphAdapter.givenName(output),
                value,
                count == null ? "" : " (%s)".formatted(count)));
    this.output = output;
    this.value = value;
    this.model = model;
    this.frame = frame;
    this.count = count;
  }

  /** Returns the value, if it is a finite number. */
  public static float require(String output, float value) {
    if (!Float.isFinite(value)) {
      throw new NonFiniteOutputException(output, value);
    }
    return value;
  }

  /** Returns the same exception, which also names the model and the frame, and counts. */
  public NonFiniteOutputException of(String ofModel, long inFrame, NonFiniteCount counted) {
    return new NonFiniteOutputException(output, value, ofModel, inFrame, counted, "");
  }

  /** Returns the same exception, which also names the video. */
  public NonFiniteOutputException in(String video) {
    return new NonFiniteOutputException(output, value, model, frame, count, video);
  }
}
