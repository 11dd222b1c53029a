package io.euge.spark.tracking;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.unix_micros;

import io.euge.EugeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What is read of a table of detections, in the order in which it is tracked. */
final class DetectionColumns {
  static final int VIDEO = 0;
  static final int CAMERA = 1;
  static final int FRAME = 2;
  static final int SECONDS = 3;
  static final int TIME = 4;
  static final int WIDTH = 5;
  static final int HEIGHT = 6;
  static final int LABELS = 7;
  static final int CONFIDENCES = 8;

  /** The first of four columns. */
  static final int BOXES = 9;

  static final int START = 13;

  /** Missing if it is not wanted. */
  static final int PROVENANCE = 14;

  private static final List<String> FRAMES =
      List.of("video", "frame", "seconds", "width", "height", "detections");
  private static final List<String> DETECTIONS =
      List.of("label", "confidence", "x", "y", "width", "height");

  private DetectionColumns() {}

  /**
   * Returns the columns, in partitions with whole sequences, whose frames are in order.
   *
   * @param provenance whether they have that of the detections
   * @throws EugeException if the table lacks columns
   */
  static Dataset<Row> sorted(Dataset<Row> detections, boolean joinFiles, boolean provenance) {
    check(detections.schema());
    Dataset<Row> columns = detections.select(columns(detections.schema(), provenance));
    // As many partitions as were asked for: Spark would merge small ones, and track in one task.
    int partitions =
        Integer.parseInt(detections.sparkSession().conf().get("spark.sql.shuffle.partitions"));
    if (!joinFiles) {
      return columns.repartition(partitions, col("video")).sortWithinPartitions("video", "frame");
    }
    Column start = col("time").minus(floor(col("seconds").multiply(1e6).plus(0.5)));
    Column camera = coalesce(col("camera"), col("video"));
    return columns
        .withColumn("start", min(start).over(Window.partitionBy("video")))
        .repartition(partitions, camera)
        .sortWithinPartitions(camera, col("start"), col("video"), col("frame"));
  }

  private static Column[] columns(StructType table, boolean provenance) {
    List<Column> columns = new ArrayList<>();
    columns.add(col("video"));
    columns.add(orNull(table, "camera", col("camera")).cast(DataTypes.StringType).as("camera"));
    columns.add(col("frame").cast(DataTypes.LongType).as("frame"));
    columns.add(col("seconds").cast(DataTypes.DoubleType).as("seconds"));
    columns.add(
        orNull(table, "time", unix_micros(col("time"))).cast(DataTypes.LongType).as("time"));
    columns.add(col("width").cast(DataTypes.IntegerType).as("width"));
    columns.add(col("height").cast(DataTypes.IntegerType).as("height"));
    // Lists of one field each, so that Spark reads and detects no more than these fields.
    columns.add(col("detections.label").as("labels"));
    for (String field : DETECTIONS.subList(1, DETECTIONS.size())) {
      columns.add(
          col("detections." + field)
              .cast(new ArrayType(DataTypes.DoubleType, true))
              .as("box_" + field));
    }
    columns.add(lit(null).cast(DataTypes.LongType).as("start"));
    if (provenance) {
      columns.add(TrackProvenance.ofDetections(table));
    }
    return columns.toArray(Column[]::new);
  }

  private static Column orNull(StructType table, String name, Column column) {
    return table.getFieldIndex(name).isDefined() ? column : lit(null);
  }

  private static void check(StructType table) {
    List<String> missing = new ArrayList<>(missing(table, FRAMES));
    if (missing.isEmpty()) {
      boolean structs =
          table.apply("detections").dataType() instanceof ArrayType list
              && list.elementType() instanceof StructType;
      List<String> fields =
          structs
              ? missing(
                  (StructType) ((ArrayType) table.apply("detections").dataType()).elementType(),
                  DETECTIONS)
              : DETECTIONS;
      fields.forEach(field -> missing.add("detections." + field));
    }
    if (!missing.isEmpty()) {
      throw new EugeException(
          "Cannot track a table without %s; give a table of detections, as euge detect writes it"
              .formatted(String.join(", ", missing)));
    }
  }

  private static List<String> missing(StructType columns, List<String> wanted) {
    Stream<String> lacking =
        wanted.stream().filter(name -> !Arrays.asList(columns.fieldNames()).contains(name));
    return lacking.toList();
  }
}
