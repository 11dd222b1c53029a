package io.euge.spark.source;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.detection.DetectionFields;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.device.Device;
import io.euge.device.DeviceRequest;
import io.euge.model.Model;
import io.euge.model.ModelException;
import io.euge.model.importing.ModelDescription;
import io.euge.model.onnx.OnnxFile;
import io.euge.model.onnx.QuantizedGraph;
import io.euge.spark.conf.ClusterSettings;
import io.euge.spark.conf.ConfParser;
import io.euge.spark.conf.DetectionSettings;
import io.euge.spark.conf.ModelOptions;
import io.euge.spark.conf.ReadSettings;
import io.euge.spark.conf.ReaderOptions;
import io.euge.spark.executor.ModelReference;
import io.euge.spark.provenance.Provenance;
import io.euge.spark.provenance.ProvenanceColumn;
import io.euge.spark.provenance.VideoProvenance;
import io.euge.spark.source.rows.DetectionArrays;
import io.euge.spark.source.rows.DetectionRowReaderFactory;
import io.euge.spark.source.rows.MetadataRowReader;
import io.euge.spark.source.rows.RowReaderFactory;
import io.euge.spark.storage.HadoopStorage;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows with the detections of frames. No model is loaded unless that column is selected.
 *
 * @param described what the user says of the model
 * @param provenanceShown whether there is a column with the provenance
 * @param contentHash whether it has the hash of a video's file
 * @param resultOptions those that were set of the options that change the result
 */
public record DetectionsFormat(
    ReadSettings reading,
    DetectionSettings settings,
    ModelDescription described,
    boolean provenanceShown,
    boolean contentHash,
    TreeMap<String, String> resultOptions)
    implements FrameFormat {
  static final String NAME = "detections";

  private static final Logger LOG = LoggerFactory.getLogger(DetectionsFormat.class);

  /**
   * Reads the options of one reader.
   *
   * @param conf the configuration of Spark, whatever it is about
   * @throws OptionException for an option or setting of ours that is none or has a value that
   *     cannot be
   */
  public static DetectionsFormat of(CaseInsensitiveStringMap options, Map<String, String> conf) {
    return ConfParser.parse(ReaderOptions.ofDetections(), options, conf, DetectionsFormat::of);
  }

  /**
   * Reads the options of one reader, and the settings of the cluster with them, so that the errors
   * of both are reported at once.
   *
   * @throws OptionException for an option or setting of ours that is none or has a value that
   *     cannot be
   */
  public static DetectionsFormat withCluster(
      CaseInsensitiveStringMap options, Map<String, String> conf) {
    return ConfParser.parse(
        ReaderOptions.ofDetections(),
        options,
        conf,
        parser -> {
          ClusterSettings.read(parser);
          return of(parser);
        });
  }

  private static DetectionsFormat of(ConfParser parser) {
    return new DetectionsFormat(
        ReadSettings.of(parser),
        DetectionSettings.of(parser),
        ModelOptions.of(parser),
        parser.value(ReaderOptions.PROVENANCE),
        DetectionSettings.contentHash(parser),
        Provenance.options(parser));
  }

  /**
   * Returns what the rows follow from.
   *
   * @throws EugeException if the model cannot be read
   */
  public Provenance provenance() {
    return Provenance.of(settings.model(), resolveModel(), resultOptions);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public StructType schema() {
    return settings.model() == null
        ? modelFreeSchema()
        : schema(DetectionModels.fieldsOf(resolveModel()));
  }

  @Override
  public StructType modelFreeSchema() {
    return schema(DetectionFields.BOXES);
  }

  private StructType schema(DetectionFields fields) {
    StructType columns = DetectionsSchema.of(fields.withCrops(settings.crops().isOn()));
    return provenanceShown
        ? columns.add(ProvenanceColumn.NAME, ProvenanceColumn.type(contentHash), false)
        : columns;
  }

  @Override
  public String description(StructType columns) {
    return needsModel(columns)
        ? " by " + settings.model() + " on " + settings.device()
        : " without model";
  }

  @Override
  public RowReaderFactory rows(StructType columns, SparkContext context) {
    VideoProvenance provenance =
        columns.getFieldIndex(ProvenanceColumn.NAME).isDefined() ? videoProvenance() : null;
    if (!needsModel(columns)) {
      return (task, account) ->
          (frames, segment) -> new MetadataRowReader(columns, frames, provenance, account);
    }
    Model resolved = resolveModel();
    gpuNotice(resolved, settings.device()).ifPresent(LOG::warn);
    ModelReference model = publish(resolved, columns, context);
    return new DetectionRowReaderFactory(
        settings, columns, model, provenance, context.conf().getInt("spark.task.cpus", 1));
  }

  /** Makes the model reachable for executors, without what these columns do not need. */
  private ModelReference publish(Model resolved, StructType columns, SparkContext context) {
    Model needed = narrowed(resolved, columns);
    // Under a name of its own: it is no other version of the whole model, which others may run.
    String name = settings.model() + (needed.equals(resolved) ? "" : " (boxes)");
    return ModelReference.publish(name, needed, context);
  }

  /** Returns the whole model where the copy cannot be made, as in a cache that is read-only. */
  private static Model narrowed(Model resolved, StructType columns) {
    try {
      return DetectionModels.narrowed(
          DetectionModels.standard(), resolved, DetectionArrays.required(columns));
    } catch (ModelException e) {
      LOG.warn("{} runs with the part that only masks need: {}", resolved.name(), e.getMessage());
      return resolved;
    }
  }

  /** Returns what to know of a model before NVIDIA GPUs run it; empty for most. */
  static Optional<String> gpuNotice(Model model, DeviceRequest device) {
    return device.kind().equals(Optional.of(Device.Kind.CUDA))
            && QuantizedGraph.isQuantized(OnnxFile.read(model.graph()).operators())
        ? Optional.of("%s: %s".formatted(model.name(), QuantizedGraph.ON_GPU))
        : Optional.empty();
  }

  private VideoProvenance videoProvenance() {
    return new VideoProvenance(
        provenance(), contentHash ? HadoopStorage.of(SparkSession.active()) : null);
  }

  private static boolean needsModel(StructType columns) {
    return columns.getFieldIndex("detections").isDefined();
  }

  private Model resolveModel() {
    if (settings.model() == null) {
      throw new EugeException(
          "No model was given: set the option model to " + ReaderOptions.MODEL.form());
    }
    Model model = DetectionModels.standard().resolve(settings.model(), described);
    // Reports an unknown class here, not in each task.
    settings.detection().selectedFrom(model.labels());
    return model;
  }
}
