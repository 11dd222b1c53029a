package io.euge.spark.tracking.source;

import io.euge.OptionException;
import io.euge.Printable;
import io.euge.spark.conf.ReaderOptions;
import io.euge.spark.tracking.TrackProvenance;
import io.euge.spark.tracking.TrackSettings;
import io.euge.spark.tracking.Tracks;
import io.euge.spark.tracking.TracksSchema;
import io.euge.tracking.TrackerOptions;
import io.euge.tracking.TrackerType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Separates the options of the reader: those of the tracker, and those of its input.
 *
 * @param provenance whether rows have that column; empty for the default
 * @param others by their names in lower case
 */
public record TrackReaderOptions(
    TrackSettings settings, Optional<Boolean> provenance, Map<String, String> others) {
  private static final String NAMES =
      Arrays.stream(TrackerType.values())
          .map(type -> type.name().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", "));

  /**
   * Reads the options.
   *
   * @throws OptionException for a value that is none
   */
  public static TrackReaderOptions of(Map<String, String> options) {
    Map<String, String> open = new HashMap<>();
    options.forEach((name, value) -> open.put(name.toLowerCase(Locale.ROOT), value));
    TrackerType type = take(open, "tracker", NAMES, TrackReaderOptions::type, TrackerType.DEFAULT);
    TrackerOptions defaults = type.options();
    TrackerOptions tracker =
        defaults
            .withConfidence(part(open, "track-confidence", defaults.confidence()))
            .withOverlap(part(open, "track-iou", defaults.overlap()))
            .withMaxAge(
                take(open, "max-age", type.maxAgeForm(), number(type::isMaxAge), defaults.maxAge()))
            .withMinHits(
                take(
                    open,
                    "min-hits",
                    "a whole number from 0 to " + Integer.MAX_VALUE,
                    TrackReaderOptions::count,
                    defaults.minHits()))
            .withSkipEmptyFrames(flag(open, "skip-empty-frames"))
            .withPredictions(flag(open, "predicted"));
    boolean joinFiles = flag(open, "join-files");
    Optional<Boolean> provenance = provenance(open);
    return new TrackReaderOptions(
        new TrackSettings(type, tracker, joinFiles), provenance, Map.copyOf(open));
  }

  /** The reader of videos needs it too, and refuses a value that is none. */
  private static Optional<Boolean> provenance(Map<String, String> open) {
    String name = ReaderOptions.PROVENANCE.name();
    String text = open.get(name);
    Optional<Boolean> chosen = text == null ? Optional.empty() : Optional.of(flag(open, name));
    if (text != null && open.containsKey(ReaderOptions.MODEL.name())) {
      open.put(name, text);
    }
    return chosen;
  }

  /** Returns the columns of the rows. */
  public StructType schema(SparkSession spark) {
    return TrackProvenance.isWanted(provenance, spark)
        ? TracksSchema.withProvenance(settings.joinFiles())
        : TracksSchema.rows(settings.joinFiles());
  }

  /** Returns the tracks of detections, with the columns of the schema. */
  public Dataset<Row> track(Dataset<Row> detections) {
    return TrackProvenance.isWanted(provenance, detections.sparkSession())
        ? Tracks.withProvenance(detections, settings)
        : Tracks.of(detections, settings);
  }

  private static TrackerType type(String text) {
    return TrackerType.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static double part(Map<String, String> open, String name, double whenUnset) {
    return take(
        open, name, "a number from 0 to 1", number(part -> part >= 0 && part <= 1), whenUnset);
  }

  private static Function<String, Double> number(DoublePredicate valid) {
    return text -> {
      double value = Double.parseDouble(text);
      if (!valid.test(value)) {
        throw new IllegalArgumentException(text);
      }
      return value;
    };
  }

  private static int count(String text) {
    int value = Integer.parseInt(text);
    if (value < 0) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }

  private static boolean flag(Map<String, String> open, String name) {
    return take(
        open,
        name,
        "true or false",
        text -> {
          if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException(text);
          }
          return Boolean.valueOf(text);
        },
        false);
  }

  private static <T> T take(
      Map<String, String> open, String name, String form, Function<String, T> parse, T whenUnset) {
    String text = open.remove(name);
    if (text == null) {
      return whenUnset;
    }
    try {
      return parse.apply(text.strip());
    } catch (IllegalArgumentException e) {
      throw new OptionException("%s is '%s': give %s".formatted(name, Printable.of(text), form));
    }
  }
}
