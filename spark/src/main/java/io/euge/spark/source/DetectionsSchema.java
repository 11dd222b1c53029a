package io.euge.spark.source;

import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of {@code format("detections")}. Boxes are in pixels of the source frame, turned for
 * display and not stretched by the pixel aspect ratio, {@code x} and {@code y} the top-left corner;
 * {@code frame} counts in presentation order from 0.
 */
public final class DetectionsSchema {
  static final StructType DETECTION =
      new StructType()
          .add("label", DataTypes.StringType, false)
          .add("classId", DataTypes.IntegerType, false)
          .add("confidence", DataTypes.FloatType, false)
          .add("x", DataTypes.FloatType, false)
          .add("y", DataTypes.FloatType, false)
          .add("width", DataTypes.FloatType, false)
          .add("height", DataTypes.FloatType, false);

  public static final StructType SCHEMA =
      new StructType()
          .add("video", DataTypes.StringType, false)
          .add("camera", DataTypes.StringType, true)
          .add("frame", DataTypes.LongType, false)
          .add("seconds", DataTypes.DoubleType, false)
          .add("time", DataTypes.TimestampType, true)
          .add("width", DataTypes.IntegerType, false)
          .add("height", DataTypes.IntegerType, false)
          .add("pixelAspectRatio", DataTypes.DoubleType, false)
          .add("detections", new ArrayType(DETECTION, false), false);

  private DetectionsSchema() {}
}
