package io.euge.spark.source;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.model.Model;
import io.euge.spark.conf.DetectionSettings;
import io.euge.spark.conf.Option;
import io.euge.spark.conf.Options;
import io.euge.spark.conf.ReadSettings;
import io.euge.spark.executor.ModelReference;
import io.euge.spark.source.rows.DetectionRows;
import io.euge.spark.source.rows.FrameRows;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Frames become lists of what is seen in them. Without that column no model is loaded. */
public record DetectionsFormat(ReadSettings reading, DetectionSettings settings)
    implements FrameFormat {
  static final String NAME = "detections";

  /**
   * Reads the options of one reader.
   *
   * @param cluster the settings of Spark, whatever they are about
   * @throws OptionException for an option or setting of ours that is none or has a value that
   *     cannot be
   */
  public static DetectionsFormat of(CaseInsensitiveStringMap given, Map<String, String> cluster) {
    Options options = new Options(Option.ofDetections(), given, cluster);
    DetectionsFormat format =
        new DetectionsFormat(ReadSettings.of(options), DetectionSettings.of(options));
    options.check();
    return format;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description(StructType columns) {
    return needsModel(columns)
        ? " by " + settings.model() + " on " + settings.wish()
        : " without model";
  }

  @Override
  public FrameRows.Maker rows(StructType columns, SparkContext context) {
    if (!needsModel(columns)) {
      return (frames, opened) -> FrameRows.plain(frames, columns);
    }
    ModelReference model = ModelReference.publish(settings.model(), resolveModel(), context);
    return new DetectionRows.Maker(
        settings, columns, model, context.conf().getInt("spark.task.cpus", 1));
  }

  private static boolean needsModel(StructType columns) {
    return columns.getFieldIndex("detections").isDefined();
  }

  private Model resolveModel() {
    if (settings.model() == null) {
      throw new EugeException("No model was given: set the option model to " + Option.MODEL.form());
    }
    Model model = DetectionModels.standard().resolve(settings.model());
    // A class that is none is the caller's mistake: said here, not by each task.
    settings.detection().selectedFrom(model.labels());
    return model;
  }
}
