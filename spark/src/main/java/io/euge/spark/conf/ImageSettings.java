package io.euge.spark.conf;

import java.io.Serializable;
import java.util.Map;

/**
 * Settings of the column {@code image}.
 *
 * @param jpeg whether it is a JPEG file's bytes rather than Spark ML's struct
 * @param quality of a JPEG, from 1 to 100
 */
public record ImageSettings(boolean jpeg, int quality) implements Serializable {
  static final ConfigEntry<Integer> JPEG_QUALITY_ENTRY =
      ConfigEntry.of(
          ConfigGroup.IMAGES,
          "jpeg-quality",
          ValueType.upTo(100),
          "90",
          "The quality of JPEG images and crops");

  static final ConfigEntry<Boolean> FORMAT =
      ConfigEntry.of(
          ConfigGroup.IMAGES,
          "image-format",
          ValueType.choice("struct or jpeg", Map.of("struct", false, "jpeg", true)),
          "struct",
          "Return images as Spark ML's image struct or as JPEG files");

  /** Reads a reader's settings; the parser keeps what is wrong. */
  public static ImageSettings of(ConfParser parser) {
    return new ImageSettings(parser.value(FORMAT), parser.value(ReaderOptions.JPEG_QUALITY));
  }
}
