package io.euge.spark.tracking.source;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.spark.conf.ConfigEntry;
import io.euge.spark.conf.ReaderOptions;
import io.euge.spark.source.DetectionsSchema;
import io.euge.spark.tracking.TrackingDefaults;
import io.euge.spark.tracking.Tracks;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.TableScan;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** The tracks as an RDD, computed by a plan with a shuffle. */
final class TracksRelation extends BaseRelation implements TableScan {
  private final SQLContext context;
  private final StructType columns;
  private final TrackReaderOptions options;

  TracksRelation(SQLContext context, StructType columns, TrackReaderOptions options) {
    this.context = context;
    this.columns = columns;
    this.options = options;
  }

  @Override
  public SQLContext sqlContext() {
    return context;
  }

  @Override
  public StructType schema() {
    return columns;
  }

  @Override
  public RDD<Row> buildScan() {
    // An adaptive plan would run its shuffle here, where Spark only plans.
    SparkSession planned =
        ((org.apache.spark.sql.classic.SparkSession) context.sparkSession()).cloneSession();
    planned.conf().set("spark.sql.adaptive.enabled", false);
    Dataset<Row> detections =
        options.others().containsKey(ReaderOptions.MODEL.name()) ? detect(planned) : table(planned);
    return Tracks.of(detections, options.settings()).rdd();
  }

  private Dataset<Row> detect(SparkSession spark) {
    Map<String, String> conf = CollectionConverters.asJava(spark.conf().getAll());
    Map<ConfigEntry<?>, String> given = new HashMap<>();
    for (ConfigEntry<?> option :
        new ConfigEntry<?>[] {ReaderOptions.CONFIDENCE, ReaderOptions.NMS, ReaderOptions.IOU}) {
      String value = options.others().get(option.name());
      if (value != null) {
        given.put(option, value);
      }
    }
    DataFrameReader reader = spark.read().format("detections").options(options.others());
    TrackingDefaults.complete(given, conf)
        .forEach((option, value) -> reader.option(option.name(), value));
    return reader.load();
  }

  private Dataset<Row> table(SparkSession spark) {
    TreeSet<String> unknown = new TreeSet<>(options.others().keySet());
    unknown.remove("path");
    unknown.remove("paths");
    if (!unknown.isEmpty()) {
      throw new OptionException(
          "The option %s is unknown, or for videos: leave it out, or give the option model"
              .formatted(String.join(", ", unknown)));
    }
    String[] paths = options.paths().toArray(String[]::new);
    if (paths.length == 0) {
      throw new EugeException(
          "Cannot read tracks: no path is given; give load() a table of detections, or videos and the option model");
    }
    return paths[0].toLowerCase(Locale.ROOT).endsWith(".json")
        ? spark.read().schema(DetectionsSchema.BOXES).option("mode", "FAILFAST").json(paths)
        : spark.read().parquet(paths);
  }
}
