package io.euge.inference;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Thrown when some frames of a run failed, while the outputs of the others are valid. */
public final class FramesFailedException extends InferenceException {
  private final int[] slots;

  /**
   * @param failures the slots of the failed frames, with their causes
   */
  public FramesFailedException(Map<Integer, Throwable> failures) {
    super(
        "Inference failed on frames %s of the run: %s"
            .formatted(failures.keySet(), first(failures).getMessage()),
        first(failures));
    slots = failures.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  private static Throwable first(Map<Integer, Throwable> failures) {
    return failures.values().iterator().next();
  }

  /** Returns the slots of the failed frames in ascending order. */
  public List<Integer> slots() {
    return Arrays.stream(slots).boxed().toList();
  }
}
