package io.euge.cli.evaluate.tracks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command from its words to its figures; the figures themselves have tests of their own. */
class TrackEvaluationTest {
  private static final String KITTI = " Car 0 0 0 10 10 50 50 0 0 0 0 0 0 0\n";

  /** A track of two frames. */
  private static final String TRUTH = "1,1,0,0,40,30,1,-1,-1,-1\n2,1,10,0,40,30,1,-1,-1,-1\n";

  @TempDir Path folder;

  @Test
  void twoFilesGoTogetherWhateverTheirNames() throws IOException {
    write("b/gt/gt.txt", TRUTH);
    write("result.txt", "1,7,0,0,40,30,1,-1,-1,-1\n2,8,10,0,40,30,1,-1,-1,-1\n");
    assertThat(evaluate("result.txt", "b/gt/gt.txt").out())
        .startsWith("sequences 1, all boxes count (MOT15)\n")
        .containsPattern("\nb +70\\.711 +100\\.000 +50\\.000 +50\\.000 +100\\.000 +2 +0 +0 +1 +0 ")
        .doesNotContain("COMBINED_SEQ");
  }

  @Test
  void filesOfFoldersGoTogetherByTheirNames() throws IOException {
    write("truth/a/gt/gt.txt", TRUTH);
    write("truth/a/det/det.txt", "1,-1,0,0,1,1,1\n");
    write("truth/b/gt/gt.txt", TRUTH);
    write("truth/c/gt/gt.txt", TRUTH);
    write("found/a.txt", TRUTH);
    write("found/b.txt", "");
    write("found/a_summary.txt", "HOTA DetA\n1 2\n");
    CommandRun run = evaluate("found", "truth", "--format", "csv");
    assertThat(run.exit()).isZero();
    assertThat(run.out().lines())
        .anyMatch(line -> line.startsWith("a,100.000,100.000,100.000,100.000,100.000,2,0,0,"))
        .anyMatch(line -> line.startsWith("b,0.000,0.000,0.000,0.000,0.000,0,0,2,"))
        .anyMatch(
            line -> line.startsWith("COMBINED_SEQ,") && line.contains(",50.000,100.000,2,0,2"))
        .hasSize(4);
    assertThat(run.errors())
        .containsExactly(
            "euge: c is not in the tracks and is left out",
            "euge: a_summary has no ground truth and is left out");
  }

  @Test
  void aTableOfTracksIsComparedAsTheSameTracksInText() throws IOException {
    write("truth/a/gt/gt.txt", TRUTH);
    write("truth/b/gt/gt.txt", TRUTH);
    write("text/a.txt", "1,7,0,0,40,30,1,-1,-1,-1\n2,8,10,0,40,30,1,-1,-1,-1\n");
    write("text/b.txt", "2,1,10,0,40,30,1,-1,-1,-1\n");
    write(
        "table/part-0.csv",
        """
        video,track,frame,confidence,x,y,width,height,seconds,label,frameWidth,frameHeight
        file:///v/a.mp4,8,1,1.0,10.0,0.0,40.0,30.0,0,car,640,360
        file:///v/b.mp4,1,1,1.0,10.0,0.0,40.0,30.0,0,car,640,360
        """);
    write(
        "table/part-1.csv",
        "video,track,frame,confidence,x,y,width,height,seconds,label,frameWidth,frameHeight\n\"file:///v/a.mp4\",7,0,1,0,0,40,30,0,car,640,360\n");
    write(
        "one.json",
        """
        {"video":"file:///v/a.mp4","track":7,"frame":0,"confidence":1.0,"x":0.0,"y":0.0,"width":40.0,"height":30.0,"seconds":0,"label":"car","frameWidth":640,"frameHeight":360}
        {"video":"file:///v/a.mp4","track":8,"frame":1,"confidence":1.0,"x":10.0,"y":0.0,"width":40.0,"height":30.0,"seconds":0,"label":"car","frameWidth":640,"frameHeight":360}
        """);
    CommandRun ofTable = evaluate("table", "truth", "--format", "csv");
    assertThat(ofTable.exit()).as(ofTable.err()).isZero();
    assertThat(ofTable.out()).isEqualTo(evaluate("text", "truth", "--format", "csv").out());
    assertThat(evaluate("one.json", "truth/a/gt/gt.txt").out())
        .isEqualTo(evaluate("text/a.txt", "truth/a/gt/gt.txt").out());
    assertThat(error("table", "truth", "--confidence", "0.5")).contains("does not apply to tracks");
  }

  @Test
  void kittisLabelsAreRecognized() throws IOException {
    write("label_02/0000.txt", "0 1" + KITTI + "0 2" + KITTI.replace("Car", "Pedestrian"));
    write("found/0000.txt", "0 9" + KITTI);
    assertThat(evaluate("found", "label_02").out())
        .contains("KITTI's rules for the class car")
        .containsPattern("\n0000 +100\\.000 ");
    assertThat(evaluate("found", "label_02", "--classes", "pedestrian").out())
        .contains("KITTI's rules for the class pedestrian")
        .containsPattern("\n0000 +0\\.000 ");
    assertThat(evaluate("found", "label_02", "--classes", "bus").errors())
        .containsExactly(
            "euge: --classes is bus, and KITTI's tracks are evaluated for car or for pedestrian:"
                + " give one of them");
  }

  @Test
  void pedestriansAloneCountWhereTheTruthHasClasses() throws IOException {
    write("gt.txt", "1,1,0,0,40,30,1,1,1\n1,2,100,0,40,30,0,7,1\n1,3,200,0,40,30,0,3,1\n");
    write("found.txt", "1,1,0,0,40,30,1\n1,2,100,0,40,30,1\n1,3,200,0,40,30,1\n");
    assertThat(evaluate("found.txt", "gt.txt").out())
        .contains("pedestrians count by the rules of MOT17")
        .containsPattern("\ngt .* 1 +1 +0 +0 +0 "); // static person left out, car is wrong
    assertThat(evaluate("found.txt", "gt.txt", "--rules", "mot15").out())
        .containsPattern("\ngt .* 1 +2 +0 +0 +0 ");
  }

  @Test
  void ofASyntheticVideoHiddenVehiclesNeedNotBeFound() throws IOException {
    write(
        "DAY-1.truth.json",
        """
        {"video":"DAY-1.mp4","seed":1,"conditions":"DAY","width":640,"height":360,"rate":25,"frames":[
        {"frame":0,"sightings":[
         {"id":1,"kind":"CAR","x":0,"y":0,"width":40,"height":30,"visible":1,"lane":0,"away":true},
         {"id":2,"kind":"VAN","x":100,"y":0,"width":40,"height":30,"visible":0.2,"lane":0,"away":true}
        ]}],"crossings":[]}
        """);
    write("found/DAY-1.txt", "1,5,0,0,40,30,1\n1,6,100,0,40,30,1\n");
    assertThat(evaluate("found", ".").out()).containsPattern("\nDAY-1 .* 1 +0 +0 +0 +0 ");
    assertThat(evaluate("found", ".", "--min-visible", "0.1").out())
        .containsPattern("\nDAY-1 .* 2 +0 +0 +0 +0 ");
  }

  @Test
  void sampledTracksAreComparedOnTheirFrames() throws IOException {
    write("gt.txt", TRUTH + "3,1,20,0,40,30,1\n4,1,30,0,40,30,1\n");
    write("found.txt", "1,1,0,0,40,30,1\n3,1,20,0,40,30,1\n");
    assertThat(evaluate("found.txt", "gt.txt", "--every", "2").out())
        .containsPattern("\ngt +100\\.000 ");
  }

  @Test
  void tracksBeyondTheSequencesLengthAreRefused() throws IOException {
    write("b/gt/gt.txt", TRUTH);
    write("b/seqinfo.ini", "[Sequence]\nname=b\nseqLength=2\n");
    write("result.txt", TRUTH);
    assertThat(evaluate("result.txt", "b/gt/gt.txt").exit()).isZero();
    write("result.txt", TRUTH + "3,1,20,0,40,30,1\n");
    assertThat(error("result.txt", "b/gt/gt.txt"))
        .contains("result.txt: it has a box in frame 3, and the video has 2 frames (seqLength in ");
  }

  @Test
  void jsonHasAllFiguresAsFractions() throws IOException {
    write("gt.txt", TRUTH);
    write("found.txt", TRUTH);
    Path file = folder.resolve("figures.json");
    CommandRun run = evaluate("found.txt", "gt.txt", "--format", "json", "--json", file.toString());
    JsonNode figures = new ObjectMapper().readTree(run.out());
    assertThat(figures.at("/sequences/0/seq").asText()).isEqualTo("gt");
    assertThat(figures.at("/combined/HOTA").asDouble()).isEqualTo(1);
    assertThat(figures.at("/combined/CLR_TP").asInt()).isEqualTo(2);
    assertThat(new ObjectMapper().readTree(file.toFile())).isEqualTo(figures);
  }

  @Test
  void conflictingOptionsAreReportedInOneSentence() throws IOException {
    write("gt.txt", TRUTH);
    write("label.txt", "0 1" + KITTI);
    write("det.txt", "1,-1,0,0,40,30,1\n");
    write("broken.txt", "1,1,0,0,40,x,1\n");
    write("header.txt", "frame,id,left,top,width,height\n1,1,0,0,40,30\n");
    write("class.txt", "1,1,0,0,40,30,1,99,1\n");
    write("other/x.txt", TRUTH);
    assertThat(error("gt.txt", "label.txt")).startsWith("euge: Cannot compare the tracks ");
    assertThat(error("det.txt", "gt.txt")).contains("id -1", "euge track");
    assertThat(error("broken.txt", "gt.txt")).contains("broken.txt line 1: its height is 'x'");
    assertThat(error("header.txt", "gt.txt")).contains("header.txt line 1: its frame is 'frame'");
    assertThat(error("gt.txt", "class.txt"))
        .contains("the ground truth has class 99 in frame 1", "--rules mot15");
    assertThat(error("other", "gt.txt"))
        .contains("are of x and the ground truth is of gt; name files after the same videos");
    assertThat(error("gt.txt", "gt.txt", "--iou", "0.6"))
        .contains("--iou does not apply to tracks such as ", ": leave it out");
    assertThat(error("label.txt", "label.txt", "--rules", "mot17"))
        .contains("Cannot apply --rules MOT17", "leave --rules out");
    assertThat(error("gt.txt", "gt.txt", "--classes", "car")).contains("--classes is for tracks");
    assertThat(error("gt.txt", "gt.txt", "--every", "0")).contains("--every is 0: give a whole");
  }

  private String error(String tracks, String truth, String... options) {
    CommandRun run = evaluate(tracks, truth, options);
    assertThat(run.exit()).isNotZero();
    assertThat(run.errors()).hasSize(1);
    return run.errors().get(0);
  }

  private CommandRun evaluate(String tracks, String truth, String... options) {
    Stream<String> words =
        Stream.of(
            "evaluate",
            folder.resolve(tracks).toString(),
            "--truth",
            folder.resolve(truth).toString());
    return CommandRun.of(Stream.concat(words, Stream.of(options)).toArray(String[]::new));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
