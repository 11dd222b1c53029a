package io.euge.counting.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinesFileTest {
  private static final String LINE =
      feature("LineString", "[[0,10],[20,10]]", "'kind':'line','name':'a'");

  @TempDir Path folder;

  @Test
  void everyKindOfFeatureIsRead() throws IOException {
    String square = "[[[0,0],[20,0],[20,10],[0,10],[0,0]]]";
    CountingLayout layout =
        read(
                LINE.replace("'a'", "'a','toRight':'in','toLeft':'out'"),
                feature("Polygon", square, "'kind':'zone','name':'z'"),
                feature("Polygon", square, "'kind':'region'"),
                feature("Polygon", "[[[5,5],[9,5],[5,9]]]", "'kind':'ignore'"),
                feature("Polygon", square, "'kind':'road','metres':[[0,0],[7,0],[7,20],[0,20]]"),
                "{'type':'Feature','geometry':null,'properties':"
                    + "{'kind':'route','name':'r','from':'a','to':'z'}}")
            .layout("", "a.mp4", 640, 360);
    assertThat(layout.lines())
        .containsExactly(
            new CountingLine("a", List.of(new Point(0, 10), new Point(20, 10)), "in", "out"));
    assertThat(layout.zones().get(0).area().points()).hasSize(4);
    assertThat(layout.routes()).containsExactly(new Route("r", "a", "z"));
    assertThat(layout.plane()).isPresent();
    assertThat(layout.isLookedAt(new Point(2, 2))).isTrue();
    assertThat(layout.isLookedAt(new Point(6, 6))).isFalse();
    assertThat(layout.isLookedAt(new Point(30, 2))).isFalse();
  }

  @Test
  void partsOfTheFrameBecomePixels() throws IOException {
    String line = feature("LineString", "[[0,0.5],[1,0.5]]", "'kind':'line','name':'a'");
    assertThat(read("'units':'frame',", line).layout("", "a.mp4", 640, 360).lines().get(0).points())
        .containsExactly(new Point(0, 180), new Point(640, 180));
  }

  @Test
  void featuresAreOfCamerasAndVideos() throws IOException {
    LinesFile file =
        read(
            LINE.replace("'a'", "'a','camera':'north-?'"),
            LINE.replace("'a'", "'b','camera':'*.mp4'"));
    assertThat(names(file, "north-1", "a.mkv")).containsExactly("a");
    assertThat(names(file, "north-12", "a.mp4")).containsExactly("b");
    assertThat(names(file, "south", "a+mp4")).isEmpty();
  }

  private static List<String> names(LinesFile file, String camera, String video) {
    return file.layout(camera, video, 640, 360).lines().stream().map(CountingLine::name).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'kind':'lines','name':'a'|features[0].properties.kind is \"\"lines\"\"; give line, zone, route, region, ignore or road",
        "'name':'a'|features[0].properties.kind is missing; give line, zone",
        "'kind':'line'|features[0].properties.name is missing; give a line a name",
        "'kind':'line','name':7|features[0].properties.name is 7; give a line a name",
        "'kind':'line','name':'a','toRigth':'n'|features[0].properties has the unknown key 'toRigth'; give kind, camera, name, toRight, toLeft",
        "'kind':'line','name':'a','toLeft':'right'|features[0].properties.toLeft is \"\"right\"\"; give the two directions different names",
        "'kind':'zone','name':'a'|features[0].geometry.type is \"\"LineString\"\"; give \"\"Polygon\"\"",
        "'kind':'route','name':'a'|features[0].geometry is ",
      })
  void wrongPropertiesGetOneSentence(String properties, String sentence) {
    refused(
        sentence.replace("\"\"", "\""), "", feature("LineString", "[[0,10],[20,10]]", properties));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[0,10]]|features[0].geometry.coordinates is [[0,10]]; give at least two points",
        "[[0,10],[0,10]]|features[0].geometry.coordinates is [[0,10],[0,10]]; give points that differ",
        "[[0,10],[1]]|features[0].geometry.coordinates[1] is [1]; give two numbers, as [x, y]",
        "[[0,10],['a',1]]|features[0].geometry.coordinates[1] is [\"a\",1]; give two numbers",
        "7|features[0].geometry.coordinates is 7; give a list of points",
        "[[0,0.1],[1,1]]|units is missing; all positions are from 0 to 1",
      })
  void wrongGeometryGetsOneSentence(String coordinates, String sentence) {
    refused(sentence, "", feature("LineString", coordinates, "'kind':'line','name':'a'"));
  }

  @Test
  void whatDoesNotGoTogetherGetsOneSentence() {
    refused("features[1].properties.name is \"a\"; give each line", "", LINE, LINE);
    refused(
        "features[1].properties.to is \"b\"; give the name of a line or zone in this file",
        "",
        LINE,
        "{'type':'Feature','properties':{'kind':'route','name':'r','from':'a','to':'b'}}");
    refused("features is []; give at least one", "");
    refused("units is \"meters\"; give \"pixels\" or \"frame\"", "'units':'meters',", LINE);
    refused(
        "features[0].geometry.coordinates[0] is [0,10]; give parts of the frame",
        "'units':'frame',",
        LINE);
    refused(
        "features[0].properties.metres is [[0,0],[1,0],[2,0],[0,9]]; three of the four points",
        "",
        feature(
            "Polygon",
            "[[[0,0],[20,0],[20,10],[0,10]]]",
            "'kind':'road','metres':[[0,0],[1,0],[2,0],[0,9]]"));
  }

  @Test
  void whatIsNoJsonHasItsLine() throws IOException {
    Path file = Files.writeString(folder.resolve("lines.json"), "{\n\"type\": nothing\n}");
    assertThatThrownBy(() -> LinesFile.read(file))
        .isInstanceOf(EugeException.class)
        .hasMessageStartingWith("Cannot read the lines file " + file + " line 2: it is not JSON (");
    Files.writeString(file, "");
    assertThatThrownBy(() -> LinesFile.read(file)).hasMessageContaining("it has no JSON object");
    assertThatThrownBy(() -> LinesFile.read(folder.resolve("none")))
        .hasMessageContaining("no such file");
  }

  private void refused(String sentence, String before, String... features) {
    assertThatThrownBy(() -> read(before, features))
        .isInstanceOf(EugeException.class)
        .hasMessageStartingWith(
            "Cannot read the lines file " + folder.resolve("lines.json") + ": " + sentence);
  }

  private static String feature(String type, String coordinates, String properties) {
    return "{'type':'Feature','geometry':{'type':'%s','coordinates':%s},'properties':{%s}}"
        .formatted(type, coordinates, properties);
  }

  private LinesFile read(String... features) throws IOException {
    boolean before = features[0].startsWith("'units'");
    return before
        ? read(features[0], List.of(features).subList(1, features.length))
        : read("", List.of(features));
  }

  private LinesFile read(String before, String[] features) throws IOException {
    return read(before, List.of(features));
  }

  private LinesFile read(String before, List<String> features) throws IOException {
    String text =
        "{%s'type':'FeatureCollection','features':[%s]}"
            .formatted(before, String.join(",", features));
    return LinesFile.read(Files.writeString(folder.resolve("lines.json"), text.replace('\'', '"')));
  }
}
