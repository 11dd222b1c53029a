package io.euge.detection;

/** The rule by which overlapping boxes of a frame become one detection. */
public enum Suppression {
  /** The rule of the model's family: {@link #NONE} where the network chooses its boxes itself. */
  DEFAULT,
  /** Boxes of one class. */
  CLASS,
  /**
   * Boxes of one class, where car, motorcycle, bus and truck count as one: networks often see two
   * of them in one vehicle.
   */
  VEHICLES,
  /** Boxes of any class. */
  ALL,
  /** None: all boxes are kept. */
  NONE
}
