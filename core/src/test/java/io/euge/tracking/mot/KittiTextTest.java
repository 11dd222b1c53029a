package io.euge.tracking.mot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KittiTextTest {
  private static final String TRUTH =
      "0 2 Pedestrian 0 1 -2.5 1106.1 166.5 1204.4 323.8 1.7 0.7 0.9 6.3 1.6 8.4 -1.9";

  @TempDir Path folder;

  @Test
  void truthAndResultsAreRead() throws IOException {
    assertThat(read(TRUTH + "\n" + TRUTH.replace("0 2", "1 2") + " 0.75\n"))
        .containsExactly(
            new KittiBox(0, 2, "Pedestrian", 0, 1, 1106.1, 166.5, 1204.4, 323.8, 1),
            new KittiBox(1, 2, "Pedestrian", 0, 1, 1106.1, 166.5, 1204.4, 323.8, 0.75));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 2 Car 0 0 0 1 2 3 4|it has 10 values; write frame id type truncated",
        "0 2 Car 0 0 0 1 2 x 4 0 0 0 0 0 0 0|its right edge is 'x'; give a number",
        "-1 2 Car 0 0 0 1 2 3 4 0 0 0 0 0 0 0|its frame is -1; give a whole number of at least 0",
        "0 2 Car 0 0 0 5 2 3 4 0 0 0 0 0 0 0|its right edge is 3, before the other edge at 5; give the edges in pixels as left top right bottom",
        "0 9 Car 0 0 0 1 2 3 4 0 0 0 0 0 0 0|track 9 has a second box in frame 0 (the first is in line 1); give each track one box a frame",
      })
  void aMalformedLineGetsOneSentence(String line, String sentence) {
    assertThatThrownBy(() -> read(TRUTH.replace("0 2", "0 9") + "\n" + line))
        .hasMessageStartingWith(
            "Cannot read KITTI labels " + folder.resolve("0000.txt") + " line 2: " + sentence);
  }

  @Test
  void formatsAreDistinguishedByTheirFirstLine() throws IOException {
    assertThat(format(TRUTH)).isEqualTo(TrackTextFormat.KITTI);
    assertThat(format("\n1,1,2,3,4,5,1,-1,-1,-1")).isEqualTo(TrackTextFormat.MOT);
    assertThat(format(" \n")).isEqualTo(TrackTextFormat.EMPTY);
    assertThat(format("{\"images\": []}")).isEqualTo(TrackTextFormat.OTHER);
    assertThat(format("frame,id,x,y,width,height")).isEqualTo(TrackTextFormat.VALUES);
    assertThat(format("no tracks")).isEqualTo(TrackTextFormat.OTHER);
  }

  @Test
  void theReferenceDataIsRead() {
    assertThat(KittiText.read(Shared.file("data/mot/kitti/label_02/0000.txt.gz")))
        .extracting(KittiBox::type)
        .contains("DontCare", "Van", "Cyclist");
    assertThat(KittiText.read(Shared.file("data/mot/kitti/res/GT-SORT/0000.txt.gz"))).hasSize(498);
  }

  private List<KittiBox> read(String text) throws IOException {
    return KittiText.read(write(text));
  }

  private TrackTextFormat format(String text) throws IOException {
    return TrackTextFormat.of(write(text));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("0000.txt"), text);
  }
}
