package io.euge.cli.track;

import java.util.Locale;

/** A format of tracks. */
enum TrackFormat {
  /** MOT text: a line a box. */
  MOT;

  /** Returns the name as the option {@code --format} takes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
