package io.euge.bench.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DarknetPackageTest {
  private static final String CFG =
      """
      [net]
      width=608
      height = 608
      channels=3
      [convolutional]
      filters=18
      size=1
      stride=32
      activation=linear
      [yolo]
      mask=0,1,2
      anchors=4,4, 8,8, 16,16
      classes=1
      num=3
      """;

  @TempDir Path folder;

  @Test
  void aMissingNetworkIsNamedWithThePackageThatHasIt() {
    assertThatThrownBy(() -> darknet().model("yolov3", 416))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("yolov3.cfg")
        .hasMessageContaining("install Debian's package darknet");
  }

  @Test
  void aNetworkHasTheInputSizeOfItsName() throws IOException {
    Files.writeString(folder.resolve("net.cfg"), CFG);
    Model model = darknet().model("net", 416);
    assertThat(model.name()).isEqualTo("net-416");
    assertThat(model.input().width()).isEqualTo(416);
    assertThat(model.input().height()).isEqualTo(416);
  }

  @Test
  void theWarmUpNetworkIsAWholeDetector() throws IOException {
    assertThat(darknet().tiny().outputs()).hasSize(1);
  }

  private DarknetPackage darknet() {
    return new DarknetPackage(folder, DetectionModels.in(folder.resolve("models")), folder);
  }
}
