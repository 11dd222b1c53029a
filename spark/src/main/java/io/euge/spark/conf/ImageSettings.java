package io.euge.spark.conf;

import java.io.Serializable;

/**
 * What the column {@code image} holds.
 *
 * @param jpeg whether it is a JPEG file's bytes rather than Spark ML's struct
 * @param quality of a JPEG, from 1 to 100
 */
public record ImageSettings(boolean jpeg, int quality) implements Serializable {
  /** Reads a reader's settings; the parser keeps what is wrong. */
  public static ImageSettings of(ConfParser parser) {
    return new ImageSettings(
        parser.value(ReaderOptions.IMAGE_FORMAT), parser.value(ReaderOptions.JPEG_QUALITY));
  }
}
