package io.euge.inference;

import java.util.Arrays;
import java.util.List;

/** Some frames of a run failed, each by itself; the outputs of the others are valid. */
public final class FramesFailed extends InferenceException {
  private final int[] slots;

  FramesFailed(List<Integer> slots, Throwable cause) {
    super("Inference failed on frames " + slots + " of the batch: " + cause.getMessage(), cause);
    this.slots = slots.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The slots of the frames that failed, ascending. */
  public List<Integer> slots() {
    return Arrays.stream(slots).boxed().toList();
  }
}
