package io.euge.cli.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.detection.Detection;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionRowTest {
  private static final Detection SURE = new Detection("car", 0, 0.25f, 1.1f, 2.2f, 3.3f, 4.4f);
  private static final Detection UNSURE = new Detection("bus", 2, 0.1f, 1, 2, 3, 4);

  @Test
  void theSmallestDifferenceIsAnotherDigest() {
    float next = Math.nextUp(SURE.x());
    Detection other = new Detection("car", 0, 0.25f, next, 2.2f, 3.3f, 4.4f);
    assertThat(digest(0, SURE)).isNotEqualTo(digest(0, other));
    assertThat(digest(0, SURE)).isNotEqualTo(digest(1, SURE));
    assertThat(digest(0, SURE, UNSURE)).isNotEqualTo(digest(0, UNSURE, SURE));
  }

  @Test
  void onlySureOnesCount() {
    assertThat(frame(0, SURE, UNSURE).sure()).isEqualTo(1);
  }

  private static String digest(long frame, Detection... found) {
    return DetectionRow.digest(List.of(frame(frame, found)));
  }

  @Test
  void aVideoIsKnownByItsFileName() {
    DetectionRow row = new DetectionRow("file:/some where/a.mp4", 0, 0, 640, 360, List.of());
    assertThat(row.name()).isEqualTo("a.mp4");
  }

  private static DetectionRow frame(long frame, Detection... found) {
    return new DetectionRow("a.mp4", frame, 0, 640, 360, List.of(found));
  }
}
