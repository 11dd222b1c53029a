package io.euge.bench.script;

/** The videos of a comparison with peers. */
enum VideoSet {
  /** Clips of five seconds. */
  CLIPS(96, 5, 1),
  /** Clips of one second. */
  SHORT(200, 1, 1),
  /** One video of 20 minutes, sampled. */
  LONG(1, 1200, 5),
  /** A tenth of the files are broken. */
  BROKEN(40, 1, 1),
  /** The objects are also written as PNG images. */
  CROPS(24, 5, 1);

  private final int count;
  private final int seconds;
  private final int every;

  VideoSet(int count, int seconds, int every) {
    this.count = count;
    this.seconds = seconds;
    this.every = every;
  }

  /** Returns the number of videos. */
  int count() {
    return count;
  }

  /** Returns the length of each. */
  int seconds() {
    return seconds;
  }

  /** Returns n where every n-th frame is detected in. */
  int every() {
    return every;
  }
}
