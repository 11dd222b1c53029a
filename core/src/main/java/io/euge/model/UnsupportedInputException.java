package io.euge.model;

import java.nio.file.Path;

/** Thrown when frames cannot be written into the input of a graph. */
public final class UnsupportedInputException extends ModelException {
  private static final long serialVersionUID = 1L;

  /** Most bytes of a frame: more is not a frame of a video. */
  public static final long MAX_BYTES = 1L << 29;

  public UnsupportedInputException(Path graph) {
    super(
        graph
            + " does not have the one input Euge feeds, images as uint8 [N,height,width,3] of at most "
            + MAX_BYTES
            + " bytes; use a file that euge models import wrote from a Darknet network");
  }
}
