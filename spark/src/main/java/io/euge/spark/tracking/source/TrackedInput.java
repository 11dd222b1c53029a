package io.euge.spark.tracking.source;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.spark.conf.ConfigEntry;
import io.euge.spark.conf.ReaderOptions;
import io.euge.spark.provenance.ProvenanceColumn;
import io.euge.spark.source.DetectionsSchema;
import io.euge.spark.tracking.TrackingDefaults;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** The input of tracking: videos, with the option {@code model}, or a table. */
public final class TrackedInput {
  /** The columns that tracking reads of JSON; those that a file lacks are null. */
  private static final StructType JSON =
      DetectionsSchema.BOXES.add(ProvenanceColumn.NAME, ProvenanceColumn.type(true), true);

  private final List<String> paths;
  private final Map<String, String> options;

  /**
   * @param what the name of what is read, for people
   * @param options all that are not of the tracker, by their names in lower case
   * @throws EugeException if no path is given
   */
  public TrackedInput(String what, Map<String, String> options) {
    this.options = options;
    paths =
        options.containsKey("paths")
            ? PathList.of(options.get("paths"))
            : options.containsKey("path") ? List.of(options.get("path")) : List.of();
    if (paths.isEmpty()) {
      throw new EugeException(
          "Cannot read %s: no path is given; give load() a table of detections, or videos and the option model"
              .formatted(what));
    }
  }

  /** Returns the rows of the detections in videos, or those of the table. */
  public Dataset<Row> rows(SparkSession spark) {
    return options.containsKey(ReaderOptions.MODEL.name()) ? detect(spark) : table(spark);
  }

  private Dataset<Row> detect(SparkSession spark) {
    Map<String, String> conf = CollectionConverters.asJava(spark.conf().getAll());
    Map<ConfigEntry<?>, String> given = new HashMap<>();
    for (ConfigEntry<?> option :
        new ConfigEntry<?>[] {ReaderOptions.CONFIDENCE, ReaderOptions.NMS, ReaderOptions.IOU}) {
      String value = options.get(option.name());
      if (value != null) {
        given.put(option, value);
      }
    }
    DataFrameReader reader = spark.read().format("detections").options(options);
    TrackingDefaults.complete(given, conf)
        .forEach((option, value) -> reader.option(option.name(), value));
    return reader.load();
  }

  private Dataset<Row> table(SparkSession spark) {
    TreeSet<String> unknown = new TreeSet<>(options.keySet());
    unknown.remove("path");
    unknown.remove("paths");
    if (!unknown.isEmpty()) {
      throw new OptionException(
          "%s is unknown, or for videos: leave it out, or give the option model"
              .formatted(String.join(", ", unknown)));
    }
    String[] tables = paths.toArray(String[]::new);
    return tables[0].toLowerCase(Locale.ROOT).endsWith(".json")
        ? spark.read().schema(JSON).option("mode", "FAILFAST").json(tables)
        : spark.read().parquet(tables);
  }

  /** Returns the paths, for people. */
  @Override
  public String toString() {
    return String.join(", ", paths);
  }
}
