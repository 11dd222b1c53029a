package io.euge.spark.source;

import io.euge.spark.conf.ImageSettings;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of {@code format("video")}. Sizes are in pixels, turned for display and not
 * stretched, {@code frame} counts in presentation order from 0, {@code key} is true for keyframes.
 */
public final class VideoSchema {
  /**
   * An image as Spark ML has it: {@code mode} is OpenCV's type, 16 for three bytes a pixel, and
   * {@code data} rows from the top of blue, green, red.
   */
  static final StructType IMAGE =
      new StructType()
          .add("origin", DataTypes.StringType, true)
          .add("height", DataTypes.IntegerType, false)
          .add("width", DataTypes.IntegerType, false)
          .add("nChannels", DataTypes.IntegerType, false)
          .add("mode", DataTypes.IntegerType, false)
          .add("data", DataTypes.BinaryType, false);

  private VideoSchema() {}

  public static StructType of(ImageSettings image) {
    return new StructType()
        .add("video", DataTypes.StringType, false)
        .add("camera", DataTypes.StringType, true)
        .add("frame", DataTypes.LongType, false)
        .add("seconds", DataTypes.DoubleType, false)
        .add("time", DataTypes.TimestampType, true)
        .add("key", DataTypes.BooleanType, false)
        .add("width", DataTypes.IntegerType, false)
        .add("height", DataTypes.IntegerType, false)
        .add("pixelAspectRatio", DataTypes.DoubleType, false)
        .add("image", image.jpeg() ? DataTypes.BinaryType : IMAGE, false);
  }
}
