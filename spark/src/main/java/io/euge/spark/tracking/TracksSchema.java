package io.euge.spark.tracking;

import io.euge.spark.provenance.ProvenanceColumn;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of tracks. Boxes are in pixels of the source frame as those of detections are, {@code
 * x} and {@code y} the top-left corner; {@code track} counts from 1 within a sequence, which is a
 * video, or several files of a camera that were joined.
 */
public final class TracksSchema {
  /** The first video of joined files, which with {@code track} names a vehicle. */
  public static final String SEQUENCE = "sequence";

  private static final StructType POINT =
      new StructType()
          .add("seconds", DataTypes.DoubleType, false)
          .add("x", DataTypes.DoubleType, false)
          .add("y", DataTypes.DoubleType, false);

  private TracksSchema() {}

  /** Returns the columns of a row for each track and frame. */
  public static StructType rows(boolean joined) {
    return sequence(joined)
        .add("video", DataTypes.StringType, false)
        .add("camera", DataTypes.StringType, true)
        .add("time", DataTypes.TimestampType, true)
        .add("track", DataTypes.IntegerType, false)
        .add("frame", DataTypes.LongType, false)
        .add("seconds", DataTypes.DoubleType, false)
        .add("label", DataTypes.StringType, false)
        .add("confidence", DataTypes.FloatType, false)
        .add("x", DataTypes.DoubleType, false)
        .add("y", DataTypes.DoubleType, false)
        .add("width", DataTypes.DoubleType, false)
        .add("height", DataTypes.DoubleType, false)
        .add("frameWidth", DataTypes.IntegerType, false)
        .add("frameHeight", DataTypes.IntegerType, false)
        .add("observed", DataTypes.BooleanType, false);
  }

  /** Returns the same columns and {@code provenance}. */
  public static StructType withProvenance(boolean joined) {
    return rows(joined).add(ProvenanceColumn.NAME, TrackProvenance.TYPE, false);
  }

  /** Returns the columns of a row for each track. */
  public static StructType summary(boolean joined) {
    StructType columns =
        sequence(joined)
            .add("video", DataTypes.StringType, false)
            .add("camera", DataTypes.StringType, true)
            .add("track", DataTypes.IntegerType, false)
            .add("label", DataTypes.StringType, false)
            .add("votes", DataTypes.LongType, false)
            .add("boxes", DataTypes.LongType, false)
            .add("firstFrame", DataTypes.LongType, false)
            .add("firstSeconds", DataTypes.DoubleType, false)
            .add("firstTime", DataTypes.TimestampType, true);
    if (joined) {
      columns = columns.add("lastVideo", DataTypes.StringType, false);
    }
    return columns
        .add("lastFrame", DataTypes.LongType, false)
        .add("lastSeconds", DataTypes.DoubleType, false)
        .add("lastTime", DataTypes.TimestampType, true)
        .add("path", new ArrayType(POINT, false), false);
  }

  private static StructType sequence(boolean joined) {
    StructType columns = new StructType();
    return joined ? columns.add(SEQUENCE, DataTypes.StringType, false) : columns;
  }
}
