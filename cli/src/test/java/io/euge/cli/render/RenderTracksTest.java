package io.euge.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.CommandRun;
import io.euge.testing.ClipWriter;
import io.euge.video.VideoInfo;
import io.euge.video.decode.VideoReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code euge render --tracks} from its arguments to the files. */
class RenderTracksTest {
  private static final String LINES =
      """
      {"type": "FeatureCollection", "units": "pixels", "features": [
        {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[0, 60], [160, 60]]},
         "properties": {"kind": "line", "camera": "%s", "name": "bridge"}}]}
      """;

  @TempDir static Path clips;
  @TempDir Path folder;

  private static Path clip;
  private Path table;

  @BeforeAll
  static void writeClip() {
    clip = new ClipWriter().size(160, 120).frames(12).write(clips.resolve("north.mp4"));
  }

  @BeforeEach
  void writeTable() throws Exception {
    table = csv("tracks.csv", clip.toString(), 160, 120, 12);
  }

  private Path csv(String name, String video, int width, int height, int frames) throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      lines.add(
          "%s,,,3,%d,%s,car,0.15,40,%d,30,20,%d,%d,true"
              .formatted(video, i, i / 25.0, 8 * i, width, height));
    }
    Collections.reverse(lines);
    lines.add(
        0,
        "video,camera,time,track,frame,seconds,label,confidence,x,y,width,height,frameWidth,frameHeight,observed");
    return Files.write(folder.resolve(name), lines);
  }

  private CommandRun render(String... options) {
    List<String> words = new ArrayList<>(List.of("render", clip.toString()));
    words.addAll(List.of(options));
    return CommandRun.of(words.toArray(String[]::new));
  }

  private String out(String name) {
    return folder.resolve(name).toString();
  }

  private void fails(int exit, String message, String... options) {
    CommandRun run = render(options);
    assertThat(run.err()).contains(message);
    assertThat(run.errors().size()).as(run.err()).isEqualTo(exit == 1 ? 1 : run.errors().size());
    assertThat(run.exit()).isEqualTo(exit);
    assertThat(folder.resolve("o.mp4")).doesNotExist();
  }

  @Test
  void aVideoAndPicturesAreWrittenWithTheLinesOfTheCamera() throws Exception {
    Path lines = Files.writeString(folder.resolve("l.json"), LINES.formatted("north"));
    CommandRun run =
        render(
            "--tracks",
            table.toString(),
            "--lines",
            lines.toString(),
            "--output",
            out("o.mp4"),
            "--heatmap",
            out("heat.png"),
            "--paths",
            out("paths.jpg"));
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .startsWith("12 frames, 12 boxes drawn, 0 areas blurred\n")
        .contains("heat map written to ", "paths written to ");
    assertThat(VideoReader.probe(folder.resolve("o.mp4")).frames()).isEqualTo(12);
    assertThat(ImageIO.read(folder.resolve("heat.png").toFile()).getWidth()).isEqualTo(160);
    assertThat(ImageIO.read(folder.resolve("paths.jpg").toFile()).getHeight()).isEqualTo(120);
  }

  @Test
  void motTextAndJsonAreTracksToo() throws Exception {
    Path mot = folder.resolve("mot");
    Files.createDirectory(mot);
    Files.writeString(
        mot.resolve("north.txt"), "1,5,10,10,30,20,1,-1,-1,-1\n12,5,90,60,30,20,1,-1,-1,-1\n");
    Files.writeString(mot.resolve("south.txt"), "900,5,10,10,30,20,1,-1,-1,-1\n");
    assertThat(render("--tracks", mot.toString(), "--output", out("o.mp4")).out())
        .startsWith("12 frames, 12 boxes drawn");
    Path json =
        Files.writeString(
            folder.resolve("t.json"),
            "{\"video\":\"north.mp4\",\"track\":1,\"frame\":2,\"seconds\":0.08,\"label\":\"car\",\"confidence\":0.5,\"x\":1,\"y\":2,\"width\":3,\"height\":4,\"frameWidth\":160,\"frameHeight\":120,\"observed\":true}\n");
    assertThat(render("--tracks", json.toString(), "--output", out("j.mp4")).out())
        .startsWith("12 frames, 1 box drawn");
  }

  @Test
  void tracksAreBlurredByTheirClass() {
    CommandRun run =
        render("--tracks", table.toString(), "--blur", "car", "--output", out("o.mp4"));
    assertThat(run.out()).startsWith("12 frames, 0 boxes drawn, 12 areas blurred\n");
    assertThat(
            render("--tracks", table.toString(), "--blur", "crar", "--output", out("p.mp4")).err())
        .contains("has no class 'crar'; did you mean 'car'?");
  }

  /** A car is not seen in frames 3 to 7, a truck only there and in the frames around. */
  @Test
  void aTrackIsBlurredInFramesInWhichOnlyOthersAreSeen() throws Exception {
    List<String> lines = new ArrayList<>(Files.readAllLines(table));
    lines.removeIf(line -> line.matches(".*,3,[3-7],.*"));
    for (int frame = 2; frame < 9; frame++) {
      lines.add(
          "%s,,,4,%d,%s,truck,0.9,100,90,30,20,160,120,true".formatted(clip, frame, frame / 25.0));
    }
    Files.write(table, lines);
    CommandRun run =
        render(
            "--tracks", table.toString(), "--blur", "car", "--no-boxes", "--output", out("o.mp4"));
    assertThat(run.out()).as(run.err()).startsWith("12 frames, 0 boxes drawn, 12 areas blurred\n");
  }

  @Test
  void framesWithoutTracksAreBlurredAsThoseThatWereNotSampled() throws Exception {
    List<String> lines = new ArrayList<>(Files.readAllLines(table));
    lines.removeIf(line -> line.matches(".*,3,(4|5|6|10|11),.*"));
    Files.write(table, lines);
    assertThat(blurred("near.mp4"))
        .contains("5 frames are not in the table: 5 are blurred where", " car, 0 as a whole");
    lines.removeIf(line -> line.matches(".*,3,[1-8],.*"));
    Files.write(table, lines);
    assertThat(blurred("far.mp4"))
        .contains("10 frames are not in the table: 2 are blurred where", " car, 8 as a whole");
  }

  private String blurred(String output) {
    CommandRun run =
        render(
            "--tracks", table.toString(), "--blur", "car", "--no-boxes", "--output", out(output));
    assertThat(run.exit()).as(run.err()).isZero();
    return run.err();
  }

  @Test
  void picturesNeedNoVideo() {
    CommandRun run = render("--tracks", table.toString(), "--heatmap", out("heat.png"));
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(folder.resolve("heat.png")).exists();
  }

  @Test
  void aTurnedAndAnOddVideoHaveTheTracksOfTheirFrames() throws Exception {
    Path before = clip;
    try {
      clip = new ClipWriter().size(121, 91).frames(3).rotation(90).write(clips.resolve("odd.mp4"));
      VideoInfo info = VideoReader.probe(clip);
      Path odd = csv("odd.csv", "odd.mp4", info.width(), info.height(), 3);
      CommandRun run = render("--tracks", odd.toString(), "--output", out("o.mp4"));
      assertThat(run.out()).as(run.err()).startsWith("3 frames, 3 boxes drawn");
    } finally {
      clip = before;
    }
  }

  @Test
  void whatIsNotOfThisVideoIsOneSentence() throws Exception {
    String[] output = {"--output", out("o.mp4")};
    fails(
        1,
        "has no video north.mp4, but south.mp4: give the table of this video",
        "--tracks",
        csv("s.csv", "/a/south.mp4", 160, 120, 3).toString(),
        output[0],
        output[1]);
    fails(
        1,
        "north.mp4 is 320x240 in the tracks and this file is 160x120",
        "--tracks",
        csv("b.csv", "north.mp4", 320, 240, 3).toString(),
        output[0],
        output[1]);
    fails(
        1,
        "has a box in frame 29 (from 0), and north.mp4 has 12 frames: give the tracks of this video",
        "--tracks",
        csv("l.csv", "north.mp4", 160, 120, 30).toString(),
        output[0],
        output[1]);
    fails(1, "There is no file or directory ", "--tracks", out("missing"), output[0], output[1]);
    Path text = Files.writeString(folder.resolve("notes.csv"), "some,notes\n1,2\n");
    fails(
        1,
        "notes.csv line 2 is not a table of euge track (it has no video): give another",
        "--tracks",
        text.toString(),
        output[0],
        output[1]);
    Path detections = Files.writeString(folder.resolve("det.txt"), "1,-1,1,1,9,9,0.5,-1,-1,-1\n");
    fails(
        1,
        "has a box without a track (id -1) in frame 1; track detections first with euge track",
        "--tracks",
        detections.toString(),
        output[0],
        output[1]);
  }

  @Test
  void linesOfAnotherCameraAreAnError() throws Exception {
    Path lines = Files.writeString(folder.resolve("l.json"), LINES.formatted("south"));
    fails(
        1,
        "has no line, zone or route of north.mp4: correct the property camera there",
        "--tracks",
        table.toString(),
        "--lines",
        lines.toString(),
        "--output",
        out("o.mp4"));
    Files.writeString(lines, "{");
    fails(
        1,
        "Cannot read the lines file",
        "--tracks",
        table.toString(),
        "--lines",
        lines.toString(),
        "--output",
        out("o.mp4"));
  }

  @Test
  void optionsThatDoNotFitAreUsageErrors() throws Exception {
    fails(2, "Give one of --detections", "--output", out("o.mp4"));
    fails(2, "Missing --output", "--tracks", table.toString());
    fails(
        2,
        "--paths is about tracks: give --tracks too",
        "--detections",
        "found",
        "--paths",
        out("p.png"),
        "--output",
        out("o.mp4"));
    fails(
        2,
        "--heatmap is '" + out("heat.bmp") + "': give the name of a picture",
        "--tracks",
        table.toString(),
        "--heatmap",
        out("heat.bmp"));
    Files.writeString(folder.resolve("there.png"), "a picture");
    fails(
        1,
        "already exists: give another --paths or --overwrite",
        "--tracks",
        table.toString(),
        "--paths",
        out("there.png"),
        "--output",
        out("o.mp4"));
  }
}
