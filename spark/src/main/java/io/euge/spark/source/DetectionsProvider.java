package io.euge.spark.source;

import io.euge.spark.conf.ConfParser;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * {@code spark.read().format("detections")}: one row per frame, with its detections.
 *
 * <p>Options are those of {@code ReaderOptions#ofDetections}; the schema is fixed, see {@link
 * DetectionsSchema}.
 */
public final class DetectionsProvider extends FrameProvider {
  @Override
  public String shortName() {
    return DetectionsFormat.NAME;
  }

  @Override
  FrameFormat format(CaseInsensitiveStringMap options) {
    return DetectionsFormat.of(options, ConfParser.ofSession());
  }
}
