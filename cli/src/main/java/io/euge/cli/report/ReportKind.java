package io.euge.cli.report;

/** A kind of table that a report can be of. */
enum ReportKind {
  DETECTIONS(
      "detection", "detection", "Objects in view", "The mean number of detections in a frame"),
  TRACKS("track", "track", "Tracks that begin", "The number of tracks that begin"),
  COUNTS(
      "count", "counted vehicle", "Vehicles counted", "The number of vehicles that were counted");

  private final String noun;
  private final String found;
  private final String heading;
  private final String measure;

  ReportKind(String noun, String found, String heading, String measure) {
    this.noun = noun;
    this.found = found;
    this.heading = heading;
    this.measure = measure;
  }

  /** Returns what the table has, in the singular. */
  String noun() {
    return noun;
  }

  /** Returns what is added up, in the singular. */
  String found() {
    return found;
  }

  /** Returns the heading of the charts over time. */
  String heading() {
    return heading;
  }

  /** Returns what the charts show of each interval. */
  String measure() {
    return measure;
  }
}
