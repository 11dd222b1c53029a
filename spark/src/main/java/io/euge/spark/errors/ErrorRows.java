package io.euge.spark.errors;

import io.euge.video.Segment;
import java.sql.Timestamp;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Errors as rows of Spark, with the columns of {@link ErrorTable}. */
final class ErrorRows {
  private static final StructType SEGMENT =
      new StructType()
          .add("firstFrame", DataTypes.LongType, false)
          .add("endFrame", DataTypes.LongType, true)
          .add("start", DataTypes.DoubleType, false)
          .add("end", DataTypes.DoubleType, true);

  private static final StructType SCHEMA =
      new StructType()
          .add("video", DataTypes.StringType, false)
          .add("camera", DataTypes.StringType, true)
          .add("segment", SEGMENT, true)
          .add("stage", DataTypes.StringType, false)
          .add("seconds", DataTypes.DoubleType, true)
          .add("time", DataTypes.TimestampType, true)
          .add("code", DataTypes.StringType, false)
          .add("message", DataTypes.StringType, false);

  private ErrorRows() {}

  static Dataset<Row> of(List<VideoError> errors, SparkSession spark) {
    return spark.createDataFrame(errors.stream().map(ErrorRows::row).toList(), SCHEMA);
  }

  private static Row row(VideoError error) {
    return RowFactory.create(
        error.video(),
        error.camera(),
        error.segment() == null ? null : segment(error.segment()),
        error.stage().name(),
        Double.isNaN(error.seconds()) ? null : (Double) error.seconds(),
        error.time() == null ? null : Timestamp.from(error.time()),
        error.code().name(),
        error.message());
  }

  private static Row segment(Segment segment) {
    boolean toEnd = segment.to() == null;
    return RowFactory.create(
        segment.firstFrame(),
        toEnd ? null : (Long) segment.endFrame(),
        segment.start(),
        toEnd ? null : (Double) segment.end());
  }
}
