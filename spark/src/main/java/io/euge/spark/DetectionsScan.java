package io.euge.spark;

import io.euge.EugeException;
import io.euge.model.Model;
import io.euge.model.ModelStore;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;

/** Plans the reading: which videos there are, how they are cut into tasks, with which model. */
final class DetectionsScan implements Scan, Batch {
  private final Settings settings;
  private final StructType columns;
  private List<ProbedVideo> videos;
  private VideoErrors errors;
  private ErrorSink sink;

  DetectionsScan(Settings settings, StructType columns) {
    this.settings = settings;
    this.columns = columns;
  }

  @Override
  public StructType readSchema() {
    return columns;
  }

  @Override
  public String description() {
    return "detections in "
        + String.join(", ", settings.paths())
        + (needsModel()
            ? " by " + settings.model() + " on " + settings.device()
            : " without model");
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public InputPartition[] planInputPartitions() {
    return videos().stream().map(ProbedVideo::partition).toArray(InputPartition[]::new);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    SparkSession spark = SparkSession.active();
    ModelReference model =
        needsModel()
            ? ModelReference.publish(settings.model(), resolveModel(), spark.sparkContext())
            : null;
    int threads = spark.sparkContext().conf().getInt("spark.task.cpus", 1);
    return new DetectionsReaderFactory(settings, columns, model, threads, sink());
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return Metrics.all();
  }

  @Override
  public CustomTaskMetric[] reportDriverMetrics() {
    return new CustomTaskMetric[] {
      Metrics.value(Metrics.VIDEOS, videos().size()),
      Metrics.value(Metrics.FRAMES_EXPECTED, ProbedVideo.frames(videos()))
    };
  }

  private boolean needsModel() {
    return columns.getFieldIndex("detections").isDefined();
  }

  private Model resolveModel() {
    if (settings.model() == null) {
      throw new EugeException("No model was given: set the option model to " + Option.MODEL.form());
    }
    Model model = ModelStore.standard().resolve(settings.model());
    // A class that is none is the caller's mistake: said here, not by each task.
    settings.detection().selectedFrom(model.labels());
    return model;
  }

  private synchronized List<ProbedVideo> videos() {
    if (videos == null) {
      SparkSession spark = SparkSession.active();
      List<String> paths =
          new VideoFiles(spark.sessionState().newHadoopConf()).list(settings.paths());
      ErrorSink probing = sink();
      errors.planned(paths);
      videos = ProbedVideo.probe(paths, spark.sparkContext(), probing);
      errors.checkFraction();
    }
    return videos;
  }

  private synchronized ErrorSink sink() {
    if (sink == null) {
      errors = VideoErrors.of(settings.errors(), SparkSession.active());
      sink = new ErrorSink(settings.errors().tolerant(), errors.met(), System.currentTimeMillis());
    }
    return sink;
  }
}
