package io.euge.cli.track;

import io.euge.spark.source.DetectionMetadata;
import io.euge.spark.tracking.TrackSettings;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/** Warns if a table lacks detections that the tracker would use. */
public final class ConfidenceAdvice {
  private ConfidenceAdvice() {}

  /**
   * Returns a warning; empty if the table has enough detections, or does not record its threshold.
   */
  public static Optional<String> of(StructType table, TrackSettings settings) {
    return DetectionMetadata.of(table)
        .filter(metadata -> metadata.confidence() > settings.confidenceFloor())
        .map(
            metadata ->
                "The table has detections above a confidence of %s, and %s uses those of at least %s: tracks break earlier; detect again with --confidence %s"
                    .formatted(
                        metadata.confidence(),
                        settings.tracker().name().toLowerCase(Locale.ROOT),
                        settings.confidenceFloor(),
                        settings.confidenceFloor()));
  }
}
