package io.euge.cli.track.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class TrackWritersTest {
  private static final ExportedVideo FIRST =
      new ExportedVideo(1, "file:///v/a.mp4", "a.mp4", 640, 360, 50, 1, 0);
  private static final ExportedVideo SECOND =
      new ExportedVideo(2, "file:///v/b & c.mp4", "b & c.mp4", 640, 360, 50, 51, 7);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void motTextNumbersFramesFromOne() throws IOException {
    try (TrackWriter writer = new MotTrackWriter(out)) {
      writer.write(box(FIRST, 3, 0, "car", 10));
    }
    assertThat(text()).isEqualTo("1,3,100.25,50,40,20,0.9,-1,-1,-1\n");
  }

  /** What CVAT shows: the box of the last keyframe, unless that is outside. */
  @Test
  void cvatEndsATrackWhereItIsNoLongerSeen() throws Exception {
    List<String> labels = List.of("car", "<truck>");
    try (TrackWriter writer = new CvatTrackWriter(out, SECOND, labels)) {
      writer.write(box(SECOND, 1, 0, "car", 10));
      writer.write(box(SECOND, 1, 10, "<truck>", 20));
      writer.write(box(SECOND, 1, 20, "<truck>", 30));
      writer.write(box(SECOND, 1, 40, "<truck>", -1));
      writer.write(box(SECOND, 2, 0, "car", 10));
    }
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(out.toByteArray()));
    assertThat(document.getElementsByTagName("version").item(0).getTextContent()).isEqualTo("1.1");
    NodeList tracks = document.getElementsByTagName("track");
    assertThat(boxes((Element) tracks.item(0)))
        .containsExactly("0:0", "10:0", "20:0", "30:1", "40:0");
    assertThat(((Element) tracks.item(0)).getAttribute("label")).isEqualTo("<truck>");
    assertThat(boxes((Element) tracks.item(1))).containsExactly("0:0", "10:1");
  }

  @Test
  void cocoHasUniqueTracksAndAllFrames() throws IOException {
    try (TrackWriter writer =
        new CocoTrackWriter(
            out,
            List.of(FIRST, SECOND),
            List.of("car", "truck"),
            frame -> {
              frame.take(FIRST.video(), 0);
              frame.take(SECOND.video(), 0);
              frame.take(SECOND.video(), 10);
            })) {
      writer.write(box(FIRST, 1, 0, "car", -1));
      writer.write(box(SECOND, 1, 0, "truck", 10));
      writer.write(box(SECOND, 1, 10, "truck", -1));
    }
    assertThat(text()).startsWith(CocoTrackWriter.HEAD);
    JsonNode coco = new ObjectMapper().readTree(text());
    assertThat(numbers(coco, "annotations", "id")).containsExactly(1, 2, 3);
    assertThat(numbers(coco, "annotations", "track_id")).containsExactly(1, 8, 8);
    assertThat(numbers(coco, "annotations", "image_id"))
        .isEqualTo(numbers(coco, "images", "id"))
        .containsExactly(1, 51, 61);
    assertThat(numbers(coco, "annotations", "category_id")).containsExactly(1, 2, 2);
    assertThat(coco.at("/images/2/file_name").asText()).isEqualTo("b & c.mp4/000010.jpg");
    assertThat(coco.at("/categories/1/name").asText()).isEqualTo("truck");
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static ExportedBox box(
      ExportedVideo video, int track, long frame, String label, long next) {
    return new ExportedBox(
        video.video(), track, frame, label, 0.9f, 100.25, 50, 40, 20, true, next);
  }

  private static List<String> boxes(Element track) {
    NodeList boxes = track.getElementsByTagName("box");
    List<String> frames = new ArrayList<>();
    for (int i = 0; i < boxes.getLength(); i++) {
      Element box = (Element) boxes.item(i);
      frames.add(box.getAttribute("frame") + ":" + box.getAttribute("outside"));
    }
    return frames;
  }

  private static List<Integer> numbers(JsonNode coco, String list, String field) {
    List<Integer> numbers = new ArrayList<>();
    coco.get(list).forEach(one -> numbers.add(one.get(field).asInt()));
    return numbers;
  }
}
