package io.euge.spark.provenance;

import io.euge.EugeVersion;
import io.euge.model.Model;
import io.euge.spark.conf.ConfParser;
import io.euge.spark.conf.ConfigEntry;
import io.euge.spark.conf.CropSettings;
import io.euge.spark.conf.EngineEntries;
import io.euge.spark.conf.ReaderOptions;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;

/**
 * The model, options and program version from which detections result.
 *
 * @param model as the user named it
 * @param modelSha256 of the model's graph
 * @param version of Euge
 * @param options those that were set of the options that change the result, by name, whatever way
 *     their values were written
 */
public record Provenance(
    String model, String modelSha256, String version, TreeMap<String, String> options)
    implements Serializable {
  /** Not those that change speed and memory alone, nor those that the model's hash stands for. */
  private static final List<ConfigEntry<?>> RESULT =
      List.of(
          ReaderOptions.FPS,
          ReaderOptions.EVERY,
          ReaderOptions.KEYFRAMES,
          ReaderOptions.CAMERA_PATTERN,
          ReaderOptions.START,
          ReaderOptions.TIME_PATTERN,
          ReaderOptions.TIME_ZONE,
          ReaderOptions.ON_ERROR,
          ReaderOptions.CONFIDENCE,
          ReaderOptions.IOU,
          ReaderOptions.CLASSES,
          ReaderOptions.NMS,
          ReaderOptions.MAX_DETECTIONS,
          CropSettings.CROPS,
          ReaderOptions.JPEG_QUALITY,
          ReaderOptions.CONTENT_HASH,
          EngineEntries.ENGINE,
          EngineEntries.PRECISION);

  /** Those whose letters mean something as they are. */
  private static final List<ConfigEntry<?>> VERBATIM =
      List.of(ReaderOptions.CAMERA_PATTERN, ReaderOptions.TIME_PATTERN, ReaderOptions.CLASSES);

  /** Returns the options of a reader that change the result. */
  public static TreeMap<String, String> options(ConfParser parser) {
    TreeMap<String, String> set = new TreeMap<>();
    for (ConfigEntry<?> entry : RESULT) {
      String value = parser.text(entry).map(text -> canonical(entry, text)).orElse("");
      String unset = entry.defaultText().map(text -> canonical(entry, text)).orElse("");
      if (!value.isEmpty() && !value.equals(unset)) {
        set.put(entry.name(), value);
      }
    }
    if (!set.containsKey(CropSettings.CROPS.name())) {
      set.remove(ReaderOptions.JPEG_QUALITY.name());
    }
    return set;
  }

  /**
   * Returns that of the rows of this version.
   *
   * @param name of the model, as typed
   */
  public static Provenance of(String name, Model model, TreeMap<String, String> options) {
    return new Provenance(name, model.sha256(), EugeVersion.current(), options);
  }

  /** Returns it as the metadata of a column. */
  public Metadata metadata() {
    MetadataBuilder chosen = new MetadataBuilder();
    options.forEach(chosen::putString);
    return new MetadataBuilder()
        .putString("model", model)
        .putString("modelSha256", modelSha256)
        .putString("version", version)
        .putMetadata("options", chosen.build())
        .build();
  }

  /** Returns the same text for all ways to write a value. */
  static String canonical(ConfigEntry<?> entry, String text) {
    String value = text.strip().replaceAll("\\s*,\\s*", ",");
    if (VERBATIM.contains(entry)) {
      return value;
    }
    try {
      return new BigDecimal(value).stripTrailingZeros().toPlainString();
    } catch (NumberFormatException e) {
      return value.toLowerCase(Locale.ROOT);
    }
  }
}
