package io.euge.cli.detect;

import io.euge.spark.source.DetectionsSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Removes the columns that a format cannot represent: CSV supports neither arrays nor binary
 * values.
 */
final class BoxesOnly {
  private BoxesOnly() {}

  /** Returns a notice about the detection fields that are removed; empty if there are none. */
  static Optional<String> notice(StructType columns) {
    List<String> boxes = List.of(fields(DetectionsSchema.BOXES));
    List<String> others =
        Arrays.stream(fields(columns)).filter(field -> !boxes.contains(field)).toList();
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "CSV cannot hold %s: only the boxes are written; use --format parquet or json for all"
                .formatted(String.join(" and ", others)));
  }

  /** Returns the columns without these fields. */
  static StructType of(StructType columns) {
    StructType boxes = new StructType();
    for (StructField column : columns.fields()) {
      boxes =
          boxes.add(
              column.name().equals("detections")
                  ? DetectionsSchema.BOXES.apply("detections")
                  : column);
    }
    return boxes;
  }

  private static String[] fields(StructType columns) {
    ArrayType detections = (ArrayType) columns.apply("detections").dataType();
    return ((StructType) detections.elementType()).fieldNames();
  }
}
