package io.euge;

/** The parts of a task's time. At each moment a task is in exactly one part. */
public enum TaskPart {
  OPENING("opening"),
  LOADING("loading the model"),
  FETCHING("fetching"),
  DECODING("decoding"),
  SCALING("scaling"),
  WAITING("waiting for a turn"),
  INFERENCE("inference"),
  POSTPROCESSING("postprocessing"),
  WRITING("writing"),
  OTHER("other");

  private final String label;

  TaskPart(String label) {
    this.label = label;
  }

  /** Returns the part in words, such as {@code decoding}. */
  public String label() {
    return label;
  }
}
