package io.euge.video.corpus;

import java.io.IOException;

/**
 * One video of the corpus.
 *
 * @param name of the file, which names the case as well
 * @param good the clip it was made of; null if of none
 */
record BadVideo(String name, String good, Promise promise, Content content) {

  /** What reading it must give, whatever else it does. */
  enum Promise {
    /** All frames of the good clip, and no complaint. */
    WHOLE,
    /**
     * The first frames of the good clip, or none. At the very end one may be missing before others
     * that were decoded earlier and are shown later.
     */
    PREFIX,
    /** The same of a container that says how much it holds: a missing frame is noticed. */
    CUT,
    /** All frames of the good clip, or a complaint. */
    ACCOUNTED,
    /** It cannot be opened. */
    REFUSED,
    /** Frames or a sentence. */
    ANYTHING
  }

  /** Made when it is its turn, so that a corpus of thousands is never in memory. */
  interface Content {
    byte[] bytes() throws IOException;
  }
}
