package io.euge.video.picture;

/** The coding type of a picture, as far as the order of output depends on it. */
public enum PictureType {
  /**
   * Decoding can begin here: all later pictures that are output after it refer to nothing before.
   */
  RANDOM_ACCESS,
  /** A picture that others may refer to. */
  REFERENCE,
  /** A picture between two references, which is output before the later one. */
  BIDIRECTIONAL
}
