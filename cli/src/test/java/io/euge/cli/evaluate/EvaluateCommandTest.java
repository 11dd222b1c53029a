package io.euge.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.cli.CommandRun;
import io.euge.cli.Euge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command from its words to its figures; the rules themselves have tests of their own. */
class EvaluateCommandTest {
  private static final String TRUTH =
      """
      {"video":"a.mp4","seed":1,"conditions":"DAY","width":640,"height":360,"rate":25,"frames":[
      {"frame":0,"sightings":[
       {"id":1,"kind":"CAR","x":0,"y":0,"width":40,"height":30,"visible":1,"lane":0,"away":true},
       {"id":2,"kind":"VAN","x":100,"y":0,"width":40,"height":30,"visible":0.2,"lane":0,"away":true}
      ]},
      {"frame":1,"sightings":[
       {"id":1,"kind":"CAR","x":10,"y":0,"width":40,"height":30,"visible":1,"lane":0,"away":true},
       {"id":2,"kind":"VAN","x":100,"y":0,"width":40,"height":30,"visible":1,"lane":0,"away":true}
      ]}],"crossings":[]}
      """;

  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message frame {
            required binary video (STRING); required int64 frame;
            required double seconds; required int32 width; required int32 height;
            required group detections (LIST) {
              repeated group list { required group element { required binary label (STRING); } }
            }
          }
          """);

  @TempDir Path folder;

  @Test
  void theTableHasALineForEachLabelAndOneForAll() throws IOException {
    truth("a");
    found("found", line("a", 0, box("car", 0.9, 0)), line("a", 1, box("car", 0.8, 60)));
    String out = out("evaluate", folder("found"), "--truth", folder("a.truth.json"));
    assertThat(out)
        .contains("videos 1, frames 2, objects to find 3, ignored 1\n")
        .contains("at confidence 0.25 and IoU 0.5\n")
        .containsPattern("\ncar +2 +1 +1 +0.500 +0.500 +0.500 +0.505 +0.505\n")
        .containsPattern("\nvan +1 +0 +0 +- +0.000 +0.000 +0.000 +0.000\n")
        .containsPattern("\nall \\(AP: mean\\) +3 +1 +1 +0.500 +0.333 +0.400 +0.252 +0.252\n");
  }

  @Test
  void theFileHasAllFiguresAndNullWhereThereIsNone() throws IOException {
    truth("a");
    found("found", line("a", 0, box("bus", 0.9, 0)), line("a", 1));
    Path json = folder.resolve("figures.json");
    out("evaluate", folder("found"), "--truth", folder.toString(), "--json", json.toString());
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    assertThat(figures.get("map50").asDouble()).isZero();
    assertThat(figures.at("/overall/objects").asInt()).isEqualTo(3);
    assertThat(figures.at("/labels/0/label").asText()).isEqualTo("bus");
    assertThat(figures.at("/labels/0/ap50").isNull()).isTrue();
    assertThat(figures.at("/labels/1/precision").isNull()).isTrue();
    assertThat(figures.at("/confusions/0"))
        .hasToString("{\"truth\":\"car\",\"found\":\"bus\",\"count\":1}");
  }

  @Test
  void whatMustBeFoundIsForTheUserToSay() throws IOException {
    truth("a");
    found("found", line("a", 0), line("a", 1));
    String[] words = {"evaluate", folder("found"), "--truth", folder("a.truth.json")};
    assertThat(out(words, "--min-visible", "0.1")).contains("objects to find 4, ignored 0\n");
    assertThat(out(words, "--min-height", "0.1")).contains("objects to find 0, ignored 4\n");
  }

  @Test
  void anUnusedLabelOfSameIsReported() throws IOException {
    truth("a");
    found("found", line("a", 0, box("car", 0.9, 0)));
    CommandRun run =
        CommandRun.of(
            "evaluate",
            folder("found").toString(),
            "--truth",
            folder("a.truth.json").toString(),
            "--same",
            "car=vna,bus=tram");
    assertThat(run.exit()).isZero();
    assertThat(run.errors())
        .contains(
            "euge: --same has 'vna', which neither the detections nor the truth have; did you mean 'van'?",
            "euge: --same has 'tram', which neither the detections nor the truth have");
  }

  @Test
  void anotherModelCanBeTheTruthUnderOtherLabels() throws IOException {
    found("one", line("a", 0, box("car", 0.9, 0), box("car", 0.02, 100)), line("a", 1));
    found("other", line("a", 0, box("auto", 0.9, 0), box("auto", 0.4, 100)), line("a", 1));
    String[] words = {"evaluate", folder("one"), "--truth", folder("other")};
    assertThat(out(words)).containsPattern("\nall .* 1 +0 +1 ");
    assertThat(out(words, "--same", "car=auto")).containsPattern("\ncar +1 +1 +0 +1.000 +1.000 ");
    assertThat(out(words, "--any-class")).containsPattern("\nany +1 +1 +0 ");
    assertThat(out(words, "--classes", "car")).doesNotContain("auto");
    assertThat(out(words, "--same", "car=auto", "--truth-confidence", "0.3"))
        .containsPattern("\ncar +2 +1 +0 +1.000 +0.500 ");
  }

  @Test
  void framesThatCsvDoesNotListCountAsWithoutDetections() throws IOException {
    truth("a");
    found("found", line("a", 0), line("a", 1, box("car", 0.04, 0)));
    csv("found.csv", "file:/some where/a.mp4,1,0.0,640,360,car,0,0.04,0.0,0.0,40.0,30.0\n");
    Run csv = run("evaluate", folder("found.csv"), "--truth", folder("."));
    assertThat(csv.out()).isEqualTo(out("evaluate", folder("found"), "--truth", folder(".")));
    assertThat(csv.err())
        .isEqualTo(
            "euge: the CSV of the detections does not list 1 frames: they count as frames without"
                + " detections\n");

    Run truth = run("evaluate", folder("found"), "--truth", folder("found.csv"));
    assertThat(truth.out()).contains("videos 1, frames 2,");
    assertThat(truth.err()).contains("the CSV of the truth does not list 1 frames");
  }

  @Test
  void whatHasNoCounterpartIsReported() throws IOException {
    truth("a");
    truth("b");
    found("found", line("a", 1, box("car", 0.9, 0)), line("c", 0), line("a", 7));
    Run run = run("evaluate", folder("found"), "--truth", folder("."));
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("videos 1, frames 1,");
    assertThat(run.err())
        .contains("euge: b.mp4 is not in the detections and is left out\n")
        .contains("euge: c.mp4 has no truth and is left out\n")
        .contains("euge: 1 of 2 frames of a.mp4 are not in the detections and are left out\n")
        .contains("euge: 1 of 2 frames of a.mp4 are not in the truth and are left out\n")
        .contains("no detection has a confidence below 0.90: detect with --confidence 0.01\n");
  }

  @Test
  void framesLeftOutOfManyVideosAreOneLine() throws IOException {
    truth("a");
    truth("b");
    found("found", line("a", 1), line("b", 1));
    Run run = run("evaluate", folder("found"), "--truth", folder("."));
    assertThat(run.err())
        .contains("euge: 2 of 4 frames of 2 videos are not in the detections and are left out\n")
        .doesNotContain("a.mp4", "b.mp4");
  }

  @Test
  void whatIsStillBeingMadeIsNoTruth() throws IOException {
    truth("a");
    Files.createDirectory(folder.resolve(".making-1"));
    Files.copy(folder.resolve("a.truth.json"), folder.resolve(".making-1/a.truth.json"));
    found("found", line("a", 1));
    assertThat(run("evaluate", folder("found"), "--truth", folder(".")).exit()).isZero();
  }

  @Test
  void aTableWithLittleConfidenceIsNotCalledTooSureForItsClasses() throws IOException {
    truth("a");
    found("found", line("a", 0, box("car", 0.9, 0), box("bus", 0.01, 0)), line("a", 1));
    String[] words = {"evaluate", folder("found"), "--truth", folder("."), "--classes", "car"};
    assertThat(run(words).err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "found --truth a.truth.json --confidence 2, 2, --confidence is 2.0",
    "found --truth a.truth.json --iou 0, 2, --iou is 0",
    "found --truth a.truth.json --same car, 2, --same has 'car'",
    "'found --truth a.truth.json --same car=van,bus=van', 2, --same says that van is car and bus",
    "found, 2, --truth",
    "none --truth a.truth.json, 1, There is no file or directory",
    "found --truth none.truth.json, 1, There is no file --truth",
    "empty --truth a.truth.json, 1, There is no table of detections in",
    "found --truth broken.truth.json, 1, is not the truth of a synthetic video",
    "broken.json --truth a.truth.json, 1, line 1 is not a frame of euge detect",
    "broken.parquet --truth a.truth.json, 1, is not a table of euge detect",
    "broken.csv --truth a.truth.json, 1, is not a table of euge detect (it has no column video",
    "broken.txt --truth a.truth.json, 1, is neither Parquet nor JSON lines nor CSV",
    "twice --truth a.truth.json, 1, has frame 0 of a video a.mp4",
    "twice.parquet --truth a.truth.json, 1, has frame 0 of a video a.mp4",
    "other --truth a.truth.json, 1, The detections are of c.mp4 and the truth is of a.mp4",
    "larger --truth a.truth.json, 1, a.mp4 is 641x360 in the detections and 640x360 in the truth",
    "found --truth a.truth.json --json none/file, 1, Cannot write --json",
  })
  void anInvalidOptionIsOneSentence(String words, int exit, String message) throws IOException {
    truth("a");
    found("found", line("a", 0, box("car", 0.01, 0)), line("a", 1));
    found("twice", line("a", 0), line("a", 0));
    parquet("twice", 0, 0);
    found("other", line("c", 0));
    found("larger", line("a", 0).replace("640", "641"));
    Files.createDirectory(folder.resolve("empty"));
    for (String broken : new String[] {"truth.json", "json", "parquet", "csv", "txt"}) {
      Files.writeString(folder.resolve("broken." + broken), "{\"video\":\"a\"}");
    }
    String[] args = ("evaluate " + words).split(" ");
    for (int i = 1; i < args.length; i++) {
      if (!args[i].startsWith("--") && (i == 1 || args[i - 1].matches("--truth|--json"))) {
        args[i] = folder(args[i]);
      }
    }
    Run run = run(args);
    assertThat(run.exit()).as(run.err()).isEqualTo(exit);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("euge: ").contains(message).doesNotContain("Exception");
  }

  private void truth(String name) throws IOException {
    Files.writeString(folder.resolve(name + ".truth.json"), TRUTH.replace("a.mp4", name + ".mp4"));
  }

  /** A table as Spark writes it, with what it passes over when it reads. */
  private void found(String name, String... lines) throws IOException {
    Path table = Files.createDirectories(folder.resolve(name).resolve("_errors")).getParent();
    Files.createFile(table.resolve("_SUCCESS"));
    Files.writeString(table.resolve("part-00000.json"), String.join("\n", lines) + "\n");
  }

  private void csv(String name, String lines) throws IOException {
    String header =
        "video,frame,seconds,frameWidth,frameHeight,label,classId,confidence,x,y,width,height\n";
    Files.writeString(folder.resolve(name), header + lines);
  }

  /** Frames of a video in which nothing was found. */
  private void parquet(String name, long... frames) throws IOException {
    try (ParquetWriter<Group> table =
        ExampleParquetWriter.builder(new LocalOutputFile(folder.resolve(name + ".parquet")))
            .withType(SCHEMA)
            .build()) {
      for (long frame : frames) {
        Group row = new SimpleGroup(SCHEMA);
        row.append("video", "a.mp4").append("frame", frame).append("seconds", 0.0);
        row.append("width", 640).append("height", 360).addGroup("detections");
        table.write(row);
      }
    }
  }

  private static String line(String video, int frame, String... boxes) {
    return ("{\"video\":\"file:/some where/%s.mp4\",\"frame\":%d,\"seconds\":0.0,\"width\":640,"
            + "\"height\":360,\"detections\":[%s]}")
        .formatted(video, frame, String.join(",", boxes));
  }

  private static String box(String label, double confidence, double x) {
    return ("{\"label\":\"%s\",\"classId\":0,\"confidence\":%s,\"x\":%s,\"y\":0.0,"
            + "\"width\":40.0,\"height\":30.0}")
        .formatted(label, confidence, x);
  }

  private String folder(String name) {
    return folder.resolve(name).toString();
  }

  private static String out(String[] words, String... more) {
    String[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return out(all);
  }

  private static String out(String... words) {
    Run run = run(words);
    assertThat(run.exit()).as(run.err()).isZero();
    return run.out();
  }

  private record Run(int exit, String out, String err) {}

  private static Run run(String... words) {
    PrintStream before = System.out;
    PrintStream beforeErr = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      int exit = Euge.run(words);
      return new Run(
          exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
      System.setErr(beforeErr);
    }
  }
}
