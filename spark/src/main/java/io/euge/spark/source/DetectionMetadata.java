package io.euge.spark.source;

import static org.apache.spark.sql.functions.col;

import io.euge.detection.DetectionOptions;
import io.euge.spark.conf.ConfigEntry;
import io.euge.spark.conf.ReaderOptions;
import io.euge.spark.provenance.Provenance;
import io.euge.spark.provenance.ProvenanceColumn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The options by which the detections of a table were selected. Stored in the metadata of the
 * column {@code detections}, which Parquet keeps, and JSON and CSV do not.
 *
 * @param confidence boxes above it were kept
 * @param iou of boxes that overlap by more, one was kept
 * @param nms the rule which ones: default, class, vehicles, all or none
 * @param classes the classes that were kept; empty for all
 * @param sampling the option that selected frames and its value; empty for all frames
 */
public record DetectionMetadata(
    double confidence, double iou, String nms, List<String> classes, Map<String, String> sampling) {
  /** What tables record of themselves has this key in the metadata of a column. */
  public static final String KEY = "euge";

  private static final String COLUMN = "detections";

  /** Copies the values. */
  public DetectionMetadata {
    classes = List.copyOf(classes);
    sampling = Map.copyOf(sampling);
  }

  /**
   * Returns what the options of a reader and the configuration of Spark choose.
   *
   * @throws io.euge.OptionException for options that are unknown or have invalid values
   */
  public static DetectionMetadata of(CaseInsensitiveStringMap options, Map<String, String> conf) {
    DetectionOptions chosen = DetectionsFormat.of(options, conf).settings().detection();
    Map<String, String> sampling = new LinkedHashMap<>();
    for (ConfigEntry<?> option : ReaderOptions.samplingEntries()) {
      String value = options.getOrDefault(option.name(), conf.get(option.key()));
      if (value != null && !value.isBlank()) {
        sampling.put(option.name(), value.strip());
      }
    }
    return new DetectionMetadata(
        Double.parseDouble(Float.toString(chosen.confidence())),
        Double.parseDouble(Float.toString(chosen.iou())),
        chosen.suppression().name().toLowerCase(Locale.ROOT),
        chosen.classes(),
        sampling);
  }

  /** Returns what a table says of itself; empty if it says nothing. */
  public static Optional<DetectionMetadata> of(StructType table) {
    return recorded(table).map(DetectionMetadata::parse);
  }

  /** Returns the same as it is stored, with the provenance. */
  public static Optional<Metadata> recorded(StructType table) {
    return table.getFieldIndex(COLUMN).isEmpty()
        ? Optional.empty()
        : Optional.of(table.apply(COLUMN).metadata())
            .filter(column -> column.contains(KEY))
            .map(column -> column.getMetadata(KEY));
  }

  private static DetectionMetadata parse(Metadata values) {
    Map<String, String> sampling = new LinkedHashMap<>();
    for (String option : ReaderOptions.sampling()) {
      if (values.contains(option)) {
        sampling.put(option, values.getString(option));
      }
    }
    return new DetectionMetadata(
        values.getDouble(ReaderOptions.CONFIDENCE.name()),
        values.getDouble(ReaderOptions.IOU.name()),
        values.getString(ReaderOptions.NMS.name()),
        values.contains(ReaderOptions.CLASSES.name())
            ? List.of(values.getStringArray(ReaderOptions.CLASSES.name()))
            : List.of(),
        sampling);
  }

  /** Returns the rows of a table that says this of itself, and what its detections follow from. */
  public Dataset<Row> record(Dataset<Row> frames, Provenance provenance) {
    MetadataBuilder values =
        new MetadataBuilder()
            .putDouble(ReaderOptions.CONFIDENCE.name(), confidence)
            .putDouble(ReaderOptions.IOU.name(), iou)
            .putString(ReaderOptions.NMS.name(), nms);
    if (!classes.isEmpty()) { // Spark reads an empty list as one of numbers.
      values.putStringArray(ReaderOptions.CLASSES.name(), classes.toArray(String[]::new));
    }
    sampling.forEach(values::putString);
    values.putMetadata(ProvenanceColumn.NAME, provenance.metadata());
    Metadata column = new MetadataBuilder().putMetadata(KEY, values.build()).build();
    return frames.withColumn(COLUMN, col(COLUMN).as(COLUMN, column));
  }
}
