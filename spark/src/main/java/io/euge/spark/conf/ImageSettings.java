package io.euge.spark.conf;

import java.io.Serializable;

/**
 * What the column {@code image} holds.
 *
 * @param jpeg whether it is a JPEG file's bytes rather than Spark ML's struct
 * @param quality of a JPEG, from 1 to 100
 */
public record ImageSettings(boolean jpeg, int quality) implements Serializable {
  /** Takes its part of the options; what is wrong is kept there. */
  public static ImageSettings of(Options options) {
    return new ImageSettings(
        options.value(Option.IMAGE_FORMAT, ImageSettings::isJpeg, false),
        options.value(Option.JPEG_QUALITY, ImageSettings::quality, 90));
  }

  private static boolean isJpeg(String format) {
    return switch (format) {
      case "jpeg" -> true;
      case "struct" -> false;
      default -> throw new IllegalArgumentException(format);
    };
  }

  private static int quality(String text) {
    int quality = Options.positive(text);
    if (quality > 100) {
      throw new IllegalArgumentException(text);
    }
    return quality;
  }
}
