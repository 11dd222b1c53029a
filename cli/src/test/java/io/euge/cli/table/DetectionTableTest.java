package io.euge.cli.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.detection.Detection;
import io.euge.detection.Keypoint;
import io.euge.detection.Mask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectionTableTest {
  private static final String BOX =
      "\"label\":\"car\",\"classId\":2,\"confidence\":0.5,\"x\":1.0,\"y\":2.0,\"width\":3.0,\"height\":4.0";

  @TempDir Path folder;

  @Test
  void jsonHasBoxes() throws IOException {
    assertThat(detection("")).isEqualTo(new Detection("car", 2, 0.5f, 1, 2, 3, 4));
    assertThat(detection(",\"crop\":null")).isEqualTo(new Detection("car", 2, 0.5f, 1, 2, 3, 4));
  }

  @Test
  void jsonHasKeypointsAndMasks() throws IOException {
    Detection found =
        detection(
            ",\"keypoints\":[{\"x\":1.5,\"y\":2.5,\"confidence\":0.75},{\"x\":1,\"y\":2,\"confidence\":null}],"
                + "\"mask\":{\"size\":[3,4],\"counts\":\"32103\",\"polygon\":[[1,0,3,0,3,2,1,2]]}");
    assertThat(found.keypoints())
        .containsExactly(new Keypoint(1.5f, 2.5f, 0.75f), new Keypoint(1, 2, Float.NaN));
    assertThat(found.mask()).isEqualTo(new Mask(4, 3, new int[] {3, 2, 1, 2, 4}));
  }

  @Test
  void whatIsNoDetectionIsRefusedWithItsLine() {
    for (String wrong :
        List.of(
            ",\"mask\":{\"size\":[3,4],\"counts\":\"321\"}",
            ",\"mask\":{\"size\":[3],\"counts\":\"32103\"}",
            ",\"keypoints\":[{\"x\":1}]")) {
      assertThatThrownBy(() -> detection(wrong))
          .as(wrong)
          .isInstanceOf(EugeException.class)
          .hasMessageContaining("line 1 is not a frame of euge detect");
    }
    assertThatThrownBy(() -> read("{\"label\":\"car\"}"))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("classId");
  }

  private Detection detection(String fields) throws IOException {
    return read("{" + BOX + fields + "}");
  }

  private Detection read(String detection) throws IOException {
    Path file = folder.resolve("table.json");
    Files.writeString(
        file,
        "{\"video\":\"a.mp4\",\"frame\":0,\"seconds\":0.0,\"width\":4,\"height\":3,\"detections\":[%s]}%n"
            .formatted(detection));
    return new DetectionTable(file).inOrder().get(0).detections().get(0);
  }
}
