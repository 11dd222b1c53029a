package io.euge.spark.source;

import io.euge.detection.DetectionFields;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of {@code format("detections")}. Boxes, keypoints and masks are in pixels of the
 * source frame, turned for display and not stretched by the pixel aspect ratio, {@code x} and
 * {@code y} of a box the top-left corner; {@code frame} counts in presentation order from 0.
 */
public final class DetectionsSchema {
  private static final StructType BOX =
      new StructType()
          .add("label", DataTypes.StringType, false)
          .add("classId", DataTypes.IntegerType, false)
          .add("confidence", DataTypes.FloatType, false)
          .add("x", DataTypes.FloatType, false)
          .add("y", DataTypes.FloatType, false)
          .add("width", DataTypes.FloatType, false)
          .add("height", DataTypes.FloatType, false);

  private static final StructType KEYPOINT =
      new StructType()
          .add("x", DataTypes.FloatType, false)
          .add("y", DataTypes.FloatType, false)
          .add("confidence", DataTypes.FloatType, true);

  /** As COCO has segmentations: size is height and width, counts compressed run lengths. */
  private static final StructType MASK =
      new StructType()
          .add("size", new ArrayType(DataTypes.IntegerType, false), false)
          .add("counts", DataTypes.StringType, false)
          .add("polygon", new ArrayType(new ArrayType(DataTypes.IntegerType, false), false), false);

  /** The columns of boxes alone. */
  public static final StructType BOXES = of(DetectionFields.BOXES);

  private DetectionsSchema() {}

  /** Returns the columns where detections have these fields beside their boxes. */
  public static StructType of(DetectionFields fields) {
    StructType detection = BOX;
    if (fields.keypoints()) {
      detection = detection.add("keypoints", new ArrayType(KEYPOINT, false), false);
    }
    if (fields.masks()) {
      detection = detection.add("mask", MASK, false);
    }
    if (fields.crops()) {
      detection = detection.add("crop", DataTypes.BinaryType, true);
    }
    return new StructType()
        .add("video", DataTypes.StringType, false)
        .add("camera", DataTypes.StringType, true)
        .add("frame", DataTypes.LongType, false)
        .add("seconds", DataTypes.DoubleType, false)
        .add("time", DataTypes.TimestampType, true)
        .add("width", DataTypes.IntegerType, false)
        .add("height", DataTypes.IntegerType, false)
        .add("pixelAspectRatio", DataTypes.DoubleType, false)
        .add("detections", new ArrayType(detection, false), false);
  }
}
