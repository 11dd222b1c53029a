package io.euge.tracking.mot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.testing.Shared;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("StringConcatToTextBlock") // A line each.
class MotTextTest {
  @TempDir Path folder;

  @Test
  void detectionsResultsAndGroundTruthAreRead() throws IOException {
    assertThat(
            read(
                String.join(
                    "\n",
                    "1,-1,281.931,187.466,79.93,209.537,0.997784,-1,-1,-1\r",
                    "",
                    "2 , 7, 1e1,-2.5, 3, 4, 1, 3, 0.5",
                    "3.0,1.0,1,2,3,4,1",
                    "4 1 1 2 3 4")))
        .containsExactly(
            new MotBox(1, -1, 281.931, 187.466, 79.93, 209.537, 0.997784),
            new MotBox(2, 7, 10, -2.5, 3, 4, 1, 3, 0.5),
            new MotBox(3, 1, 1, 2, 3, 4, 1),
            new MotBox(4, 1, 1, 2, 3, 4, 1));
  }

  @Test
  void thePositionInSpaceOfTenValuesIsNoClass() throws IOException {
    assertThat(read("1,1,1,2,3,4,1,-4.2,7.5,0").get(0).classId()).isEqualTo(-1);
  }

  @Test
  void aFileCompressedByGzipIsRead() throws IOException {
    Path file = folder.resolve("det.txt.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("1,1,1,2,3,4,1\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(MotText.read(file)).hasSize(1);
    assertThat(TrackTextFormat.of(file)).isEqualTo(TrackTextFormat.MOT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,2,3|it has 3 values; write frame,id,left,top,width,height,confidence[,class,visibility]",
        "1,1,1,2,3,4,1,1,1,1,1|it has 11 values; write frame,id",
        "frame,id,x,y,w,h|its frame is 'frame'; give a number; write frame,id",
        "1,1,,2,3,4|its left edge is ''; give a number",
        "1,1,NaN,2,3,4|its left edge is 'NaN'; give a number",
        "1,1,1e999,2,3,4|its left edge is '1e999'; give a number",
        "1,1,1f,2,3,4|its left edge is '1f'; give a number",
        "0,1,1,2,3,4|its frame is 0; give a whole number of at least 1",
        "1.5,1,1,2,3,4|its frame is 1.5; give a whole number of at least 1",
        "3000000000,1,1,2,3,4|its frame is 3000000000; give a whole number of at least 1",
        "1,-2,1,2,3,4|its id is -2; give a whole number of at least -1",
        "1,1,1,2,-3,4|its width is -3; give a number of pixels of at least 0",
      })
  void aMalformedLineGetsOneSentence(String line, String sentence) {
    assertThatThrownBy(() -> read("1,9,1,2,3,4\n\n" + line))
        .isInstanceOf(EugeException.class)
        .hasMessageStartingWith(
            "Cannot read MOT text " + folder.resolve("tracks.txt") + " line 3: " + sentence);
  }

  @Test
  void aTrackHasOneBoxInAFrame() {
    assertThatThrownBy(() -> read("1,9,1,2,3,4\n1,-1,1,2,3,4\n1,-1,1,2,3,4\n1,9,5,5,5,5"))
        .hasMessageEndingWith(
            "line 4: track 9 has a second box in frame 1 (the first is in line 1); give each track one box a frame");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> MotText.read(folder.resolve("none.txt")))
        .hasMessage(
            "Cannot read MOT text %s: no such file or directory; give another file"
                .formatted(folder.resolve("none.txt")));
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    List<MotBox> boxes =
        List.of(
            new MotBox(1, 2, 1.25, -3, 1e7, 0.000001, 0.5),
            new MotBox(2, 2, 1.123456, 0, 3, 4, 1, 1, 0.25));
    StringWriter text = new StringWriter();
    try (MotWriter writer = new MotWriter(text)) {
      for (MotBox box : boxes) {
        writer.write(box);
      }
    }
    assertThat(text)
        .hasToString(
            """
        1,2,1.25,-3,10000000,0.000001,0.5,-1,-1,-1
        2,2,1.123456,0,3,4,1,1,0.25
        """);
    assertThat(read(text.toString())).isEqualTo(boxes);
  }

  @Test
  void theReferenceDataIsRead() {
    List<MotBox> truth = MotText.read(Shared.file("data/mot/mot15/TUD-Campus/gt/gt.txt.gz"));
    assertThat(truth).hasSize(359).allMatch(box -> box.classId() == -1);
    assertThat(MotText.read(Shared.file("data/mot/tfl/TFL-03601-20190628/gt/gt.txt.gz")))
        .allMatch(box -> box.classId() == 1 && box.visibility() >= 0.5);
  }

  private List<MotBox> read(String text) throws IOException {
    Path file = folder.resolve("tracks.txt");
    Files.writeString(file, text);
    return MotText.read(file);
  }
}
