package io.euge.spark;

import java.util.Arrays;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of {@code format("detections")}. Boxes are in pixels of the source frame, {@code x}
 * and {@code y} the top-left corner; {@code frame} counts in presentation order from 0.
 */
final class DetectionsSchema {
  static final StructType DETECTION =
      new StructType()
          .add("label", DataTypes.StringType, false)
          .add("classId", DataTypes.IntegerType, false)
          .add("confidence", DataTypes.FloatType, false)
          .add("x", DataTypes.FloatType, false)
          .add("y", DataTypes.FloatType, false)
          .add("width", DataTypes.FloatType, false)
          .add("height", DataTypes.FloatType, false);

  static final StructType SCHEMA =
      new StructType()
          .add("video", DataTypes.StringType, false)
          .add("frame", DataTypes.LongType, false)
          .add("seconds", DataTypes.DoubleType, false)
          .add("width", DataTypes.IntegerType, false)
          .add("height", DataTypes.IntegerType, false)
          .add("detections", new ArrayType(DETECTION, false), false);

  private DetectionsSchema() {}

  /** The columns Spark wants, each whole: inside a detection nothing is worth leaving out. */
  static StructType only(StructType required) {
    Set<String> wanted = Set.of(required.fieldNames());
    return new StructType(
        Arrays.stream(SCHEMA.fields())
            .filter(field -> wanted.contains(field.name()))
            .toArray(StructField[]::new));
  }

  static Column[] columns() {
    return Arrays.stream(SCHEMA.fields())
        .map(field -> Column.create(field.name(), field.dataType(), field.nullable()))
        .toArray(Column[]::new);
  }
}
