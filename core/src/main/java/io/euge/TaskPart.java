package io.euge;

/** What a task spends its time on. At each moment it is one of these. */
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
