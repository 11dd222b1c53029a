package io.euge.spark.conf;

import java.io.Serializable;
import java.util.Optional;

/**
 * Settings of the column {@code crop}.
 *
 * @param format null if there is no such column
 * @param quality of a JPEG, from 1 to 100
 */
public record CropSettings(Format format, int quality) implements Serializable {
  /** What the pixels of a box are encoded as. */
  public enum Format {
    JPEG,
    PNG
  }

  public static final ConfigEntry<Optional<Format>> CROPS =
      ConfigEntry.withDefault(
          ConfigGroup.DETECTION,
          "crops",
          ValueType.choice("jpeg or png", Format.class).optional(),
          "no crops",
          Optional::empty,
          "Add the pixels of each box to the detections, as an image file");

  /** No crops. */
  public static final CropSettings NONE = new CropSettings(null, 1);

  static CropSettings of(ConfParser parser) {
    return new CropSettings(
        parser.value(CROPS).orElse(null), parser.value(ReaderOptions.JPEG_QUALITY));
  }

  /** Returns whether there are crops. */
  public boolean isOn() {
    return format != null;
  }
}
