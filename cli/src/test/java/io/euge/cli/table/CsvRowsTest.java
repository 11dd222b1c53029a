package io.euge.cli.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.detection.Detection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvRowsTest {
  private static final String HEADER =
      "video,frame,seconds,frameWidth,frameHeight,label,classId,confidence,x,y,width,height\n";

  @TempDir Path folder;

  @Test
  void theLinesOfAFrameAreItsDetections() throws IOException {
    assertThat(
            read(
                HEADER
                    + "file:/v/a.mp4,0,0.0,640,360,car,2,0.9,1.5,2.0,3.0,4.0\n"
                    + "file:/v/a.mp4,0,0.0,640,360,bus,5,0.5,1.0,2.0,3.0,4.0\n"
                    + "file:/v/a.mp4,7,0.28,640,360,car,2,0.25,0.0,0.0,1.0,1.0\n"
                    + "file:/v/b.mp4,7,0.28,32,16,car,2,0.25,0.0,0.0,1.0,1.0\n"))
        .containsExactly(
            new DetectionRow(
                "file:/v/a.mp4",
                0,
                0,
                640,
                360,
                List.of(
                    new Detection("car", 2, 0.9f, 1.5f, 2, 3, 4),
                    new Detection("bus", 5, 0.5f, 1, 2, 3, 4))),
            new DetectionRow(
                "file:/v/a.mp4",
                7,
                0.28,
                640,
                360,
                List.of(new Detection("car", 2, 0.25f, 0, 0, 1, 1))),
            new DetectionRow(
                "file:/v/b.mp4",
                7,
                0.28,
                32,
                16,
                List.of(new Detection("car", 2, 0.25f, 0, 0, 1, 1))));
  }

  @Test
  void namesMayHaveAnyCharacter() throws IOException {
    List<DetectionRow> rows =
        read(
            HEADER
                + "\" say \"\"hi\"\", \\ü\r\n#.mp4 \",0,0.0,640,360,\"\",2,0.9,1.5,2.0,3.0,4.0\n");
    assertThat(rows.get(0).video()).isEqualTo(" say \"hi\", \\ü\r\n#.mp4 ");
    assertThat(rows.get(0).detections().get(0).label()).isEmpty();
  }

  @Test
  void columnsAreFoundByTheirNames() throws IOException {
    assertThat(
            read(
                "camera,height,width,y,x,confidence,classId,label,frameHeight,frameWidth,seconds,"
                    + "frame,video\r\n,4.0,3.0,2.0,1.5,0.9,2,car,360,640,0.0,0,a.mp4\r\n"))
        .containsExactly(
            new DetectionRow(
                "a.mp4", 0, 0, 640, 360, List.of(new Detection("car", 2, 0.9f, 1.5f, 2, 3, 4))));
  }

  @Test
  void aHeaderAloneHasNoRows() throws IOException {
    assertThat(read(HEADER)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'it has no column video, frame'",
    "'video,frame\na,1\n', 'it has no column seconds'",
    "'HEADERa.mp4,0,0.0,640,360,car,2,high,1.5,2.0,3.0,4.0\n', 'line 2 is not a detection'",
    "'HEADERa.mp4,0,0.0,640,360,car\n', 'line 2 is not a detection of euge detect (it has no "
        + "classId)'",
  })
  void anotherFileIsOneSentence(String content, String message) {
    assertThatThrownBy(() -> read(content.replace("HEADER", HEADER)))
        .isInstanceOf(EugeException.class)
        .hasMessageContainingAll("t.csv", message)
        .message()
        .hasLineCount(1);
  }

  private List<DetectionRow> read(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), content);
    return new DetectionTable(file).inOrder();
  }
}
