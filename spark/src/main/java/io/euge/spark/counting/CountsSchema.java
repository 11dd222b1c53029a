package io.euge.spark.counting;

import io.euge.counting.Occupancy;
import io.euge.counting.table.CountRow;
import java.time.Instant;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns of counts, which have the names of those in the files of {@code euge count}. */
public final class CountsSchema {
  /** The columns. A count of 0 has a row too. */
  public static final StructType ROWS = columns(false);

  /** The same with microseconds for times. */
  static final StructType WITH_MICROS = columns(true);

  private static final double KILOMETRES_PER_HOUR = 3.6;
  private static final long MICROS = 1_000_000;
  private static final int NANOS_PER_MICRO = 1000;

  private CountsSchema() {}

  private static StructType columns(boolean withMicros) {
    return new StructType()
        .add("video", DataTypes.StringType, false)
        .add("camera", DataTypes.StringType, true)
        .add("time", withMicros ? DataTypes.LongType : DataTypes.TimestampType, true)
        .add("begin", DataTypes.DoubleType, false)
        .add("end", DataTypes.DoubleType, false)
        .add("observed", DataTypes.DoubleType, false)
        .add("event", DataTypes.StringType, false)
        .add("name", DataTypes.StringType, false)
        .add("direction", DataTypes.StringType, true)
        .add("label", DataTypes.StringType, true)
        .add("count", DataTypes.LongType, false)
        .add("speed_kmh", DataTypes.DoubleType, true)
        .add("dwell", DataTypes.DoubleType, true)
        .add("occupancy", DataTypes.DoubleType, true)
        .add("most", DataTypes.IntegerType, true);
  }

  /** Returns a row with the columns of {@link #WITH_MICROS}. */
  static Row row(CountRow row) {
    return RowFactory.create(
        row.video(),
        orNull(row.camera()),
        row.interval().time().map(time -> micros(time.toInstant())).orElse(null),
        row.interval().begin(),
        row.interval().end(),
        row.observed(),
        row.key().event().toString(),
        row.key().name(),
        orNull(row.key().direction()),
        orNull(row.key().label()),
        row.count(),
        row.speed().isPresent() ? row.speed().getAsDouble() * KILOMETRES_PER_HOUR : null,
        orNull(row.dwell()),
        row.occupancy().map(Occupancy::mean).orElse(null),
        row.occupancy().map(Occupancy::most).orElse(null));
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * MICROS + time.getNano() / NANOS_PER_MICRO;
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
