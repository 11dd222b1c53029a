package io.euge.cli.report;

/** The kinds of tables that a report can describe. */
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

  /** Returns the noun for one row of the table. */
  String noun() {
    return noun;
  }

  /** Returns the noun for one counted object. */
  String found() {
    return found;
  }

  /** Returns the heading of the charts over time. */
  String heading() {
    return heading;
  }

  /** Returns the quantity that the charts show per interval. */
  String measure() {
    return measure;
  }
}
