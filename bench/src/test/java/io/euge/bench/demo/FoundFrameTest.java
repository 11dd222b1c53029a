package io.euge.bench.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.detection.Detection;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundFrameTest {
  private static final Detection SURE = new Detection("car", 0, 0.25f, 1.1f, 2.2f, 3.3f, 4.4f);
  private static final Detection UNSURE = new Detection("bus", 2, 0.1f, 1, 2, 3, 4);

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadToTheBit() throws Exception {
    List<FoundFrame> frames =
        List.of(
            new FoundFrame("a.mp4", 0, 0.1 + 0.2, List.of(SURE, UNSURE)),
            new FoundFrame("a.mp4", 1, 1 / 3.0, List.of()));
    Path file = folder.resolve("found.json");
    FoundFrame.write(frames, file);
    assertThat(FoundFrame.read(file)).isEqualTo(frames);
    assertThat(FoundFrame.digest(FoundFrame.read(file))).isEqualTo(FoundFrame.digest(frames));
  }

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
    assertThat(new FoundFrame("a.mp4", 0, 0, List.of(SURE, UNSURE)).sure()).isEqualTo(1);
  }

  private static String digest(long frame, Detection... found) {
    return FoundFrame.digest(List.of(new FoundFrame("a.mp4", frame, 0, List.of(found))));
  }
}
