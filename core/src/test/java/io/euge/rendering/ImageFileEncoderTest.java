package io.euge.rendering;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFileEncoderTest {
  @TempDir Path folder;

  @Test
  void aPictureThatCannotBeWrittenIsReportedWithTheReason() {
    Path target = folder.resolve("none").resolve("a.jpg");
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_3BYTE_BGR);
    assertThatThrownBy(() -> ImageFileEncoder.writeJpeg(image, 0.8f, target))
        .isInstanceOf(EugeException.class)
        .hasMessage(
            "Cannot write the picture %s: no such file or directory; free space there or choose another file",
            target);
  }
}
