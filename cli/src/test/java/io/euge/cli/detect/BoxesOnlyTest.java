package io.euge.cli.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.detection.DetectionFields;
import io.euge.spark.source.DetectionsSchema;
import org.junit.jupiter.api.Test;

class BoxesOnlyTest {
  @Test
  void boxesAloneNeedNoNotice() {
    assertThat(BoxesOnly.notice(DetectionsSchema.BOXES)).isEmpty();
  }

  @Test
  void whatCsvCannotHoldIsNamedWithAFormatThatCan() {
    assertThat(BoxesOnly.notice(DetectionsSchema.of(new DetectionFields(true, false, false))))
        .contains(
            "CSV cannot hold keypoints: only the boxes are written; use --format parquet or json for all");
    assertThat(BoxesOnly.notice(DetectionsSchema.of(new DetectionFields(true, true, true))).get())
        .startsWith("CSV cannot hold keypoints and mask and crop: ");
  }
}
