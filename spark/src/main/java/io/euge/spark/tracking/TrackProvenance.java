package io.euge.spark.tracking;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;

import io.euge.EugeVersion;
import io.euge.spark.conf.ReaderOptions;
import io.euge.spark.provenance.ProvenanceColumn;
import io.euge.spark.source.DetectionMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The provenance of tracks: that of their detections, and the tracker. The part of the detections
 * is null where their table does not record it.
 */
public final class TrackProvenance {
  /** The value that the detections have, with null for what is unknown. */
  private static final StructType OF_DETECTIONS = ofDetections(DataTypes.TimestampType);

  /** The same with microseconds for times, whose Java class depends on a setting. */
  static final StructType WITH_MICROS = ofDetections(DataTypes.LongType);

  /** The column. Options of the tracker are a JSON object of texts, as those of the detections. */
  public static final StructType TYPE =
      OF_DETECTIONS
          .add("tracker", DataTypes.StringType, false)
          .add("trackerOptions", DataTypes.StringType, false)
          .add("trackerVersion", DataTypes.StringType, false);

  private static final String TRACK = "track";

  private TrackProvenance() {}

  /**
   * Returns whether tracks have the column.
   *
   * @param chosen the option; empty for the setting of Spark, or else true
   */
  public static boolean isWanted(Optional<Boolean> chosen, SparkSession spark) {
    return chosen.orElseGet(
        () -> Boolean.parseBoolean(spark.conf().get(ReaderOptions.PROVENANCE.key(), "true")));
  }

  /**
   * Returns tracks that say in the metadata of their number what they follow from. Of the formats
   * of files, Parquet keeps it.
   *
   * @param detections the columns of the table that was tracked, with their metadata
   */
  public static Dataset<Row> record(
      Dataset<Row> tracks, StructType detections, TrackSettings settings) {
    MetadataBuilder options = new MetadataBuilder();
    settings.changed().forEach(options::putString);
    MetadataBuilder values =
        new MetadataBuilder()
            .putString("tracker", name(settings))
            .putString("trackerVersion", EugeVersion.current())
            .putMetadata("trackerOptions", options.build());
    DetectionMetadata.recorded(detections)
        .ifPresent(recorded -> values.putMetadata("detections", recorded));
    return tracks.withColumn(
        TRACK,
        col(TRACK)
            .as(
                TRACK,
                new MetadataBuilder().putMetadata(DetectionMetadata.KEY, values.build()).build()));
  }

  /** Returns the value of a table of detections, with {@link #WITH_MICROS}. */
  static Column ofDetections(StructType table) {
    Optional<StructType> recorded =
        table.getFieldIndex(ProvenanceColumn.NAME).isDefined()
                && table.apply(ProvenanceColumn.NAME).dataType() instanceof StructType type
            ? Optional.of(type)
            : Optional.empty();
    List<Column> fields = new ArrayList<>();
    for (StructField field : OF_DETECTIONS.fields()) {
      Column value =
          recorded.filter(type -> type.getFieldIndex(field.name()).isDefined()).isPresent()
              ? col(ProvenanceColumn.NAME).getField(field.name()).cast(field.dataType())
              : lit(null).cast(field.dataType());
      fields.add((isTime(field) ? unix_micros(value) : value).as(field.name()));
    }
    return struct(fields.toArray(Column[]::new)).as(ProvenanceColumn.NAME);
  }

  /** Returns the value of tracks, of {@link #TYPE}, for rows with that of their detections. */
  static Column of(TrackSettings settings) {
    List<Column> fields = new ArrayList<>();
    for (StructField field : OF_DETECTIONS.fields()) {
      Column value = col(ProvenanceColumn.NAME).getField(field.name());
      fields.add((isTime(field) ? timestamp_micros(value) : value).as(field.name()));
    }
    SortedMap<String, String> options = settings.changed();
    fields.add(lit(name(settings)).as("tracker"));
    fields.add(lit(ProvenanceColumn.json(options)).as("trackerOptions"));
    fields.add(lit(EugeVersion.current()).as("trackerVersion"));
    return struct(fields.toArray(Column[]::new)).as(ProvenanceColumn.NAME);
  }

  private static String name(TrackSettings settings) {
    return settings.tracker().name().toLowerCase(Locale.ROOT);
  }

  private static boolean isTime(StructField field) {
    return field.dataType().equals(DataTypes.TimestampType);
  }

  private static StructType ofDetections(DataType ofTimes) {
    StructType nullable = new StructType();
    for (StructField field : ProvenanceColumn.type(true).fields()) {
      nullable = nullable.add(field.name(), isTime(field) ? ofTimes : field.dataType(), true);
    }
    return nullable;
  }
}
