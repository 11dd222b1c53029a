package io.euge.cli.count;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command from its words to its table; the rules of crossings have tests of their own. */
class CountCommandTest {
  private static final String LINES =
      """
      {"type": "FeatureCollection", "features": [
       {"type": "Feature", "properties": {"kind": "line", "name": "gate", "toRight": "in", "toLeft": "out"},
        "geometry": {"type": "LineString", "coordinates": [[0, 200], [400, 200]]}},
       {"type": "Feature", "properties": {"kind": "zone", "name": "yard"},
        "geometry": {"type": "Polygon", "coordinates": [[[0, 200], [400, 200], [400, 400], [0, 400]]]}}]}
      """;

  @TempDir Path folder;

  @BeforeEach
  void lines() throws IOException {
    write("lines.json", LINES);
  }

  @Test
  void crossingsAreCountedByIntervalAndDirection() throws IOException {
    write("a.txt", down(1, 1) + down(2, 30) + up(3, 40));
    CommandRun run = count("a.txt", "--frame-rate", "1", "--interval", "30s", "--label", "car");

    assertThat(run.errors()).isEmpty();
    assertThat(run.out())
        .contains("3 crossings, 2 entries and 0 routes of 1 video", "counts.csv as csv");
    assertThat(rows())
        .contains(
            "a,,,0,30,30,crossing,gate,in,car,1,,,,",
            "a,,,0,30,30,crossing,gate,out,car,0,,,,",
            "a,,,30,60,19,crossing,gate,in,car,1,,,,",
            "a,,,30,60,19,crossing,gate,out,car,1,,,,",
            "a,,,30,60,19,exit,yard,,car,1,,,,",
            "a,,,0,30,30,presence,yard,,car,1,,,0.142,1")
        .hasSize(2 * 5);
  }

  @Test
  void absoluteTimesAreThoseOfTheClock() throws IOException {
    write("cam_20260131_071000.txt", down(1, 1) + down(2, 400));
    count(
        "cam_20260131_071000.txt",
        "--frame-rate",
        "1",
        "--time-pattern",
        "yyyyMMdd_HHmmss",
        "--time-zone",
        "Europe/Berlin");
    assertThat(rows())
        .contains(
            "cam_20260131_071000,,2026-01-31T07:00:00+01:00,-600,300,300,crossing,gate,in,vehicle,1,,,,",
            "cam_20260131_071000,,2026-01-31T07:15:00+01:00,300,1200,109,crossing,gate,in,vehicle,1,,,,");
  }

  @Test
  void labelsAndDirectionsMayBeCountedTogether() throws IOException {
    write("gt.txt", truth(down(1, 1), 3) + truth(up(2, 1), 4));
    count("gt.txt", "--frame-rate", "1");
    assertThat(rows().stream().filter(row -> row.contains("crossing")))
        .containsExactly(
            "gt,,,0,900,10,crossing,gate,in,class 3,1,,,,",
            "gt,,,0,900,10,crossing,gate,in,class 4,0,,,,",
            "gt,,,0,900,10,crossing,gate,out,class 3,0,,,,",
            "gt,,,0,900,10,crossing,gate,out,class 4,1,,,,");
    count("gt.txt", "--frame-rate", "1", "--by", "none", "--overwrite");
    assertThat(rows().stream().filter(row -> row.contains("crossing")))
        .containsExactly("gt,,,0,900,10,crossing,gate,,,2,,,,");
  }

  @Test
  void aFolderHasAFileForEachVideoAndSeqinfoHasTheRate() throws IOException {
    write("v/tracks/a.txt", down(1, 1));
    write("v/tracks/b.txt", "");
    write("v/seqinfo.ini", "[Sequence]\nframeRate=2\nseqLength=100\nimWidth=400\nimHeight=400\n");
    write(
        "lines.json",
        LINES
            .replace("\"features\"", "\"units\": \"frame\", \"features\"")
            .replace("200", "0.5")
            .replace("400", "1"));
    CommandRun run = count("v/tracks", "--format", "json");
    assertThat(run.errors()).isEmpty();
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("counts.csv"))) {
      rows.add(new ObjectMapper().readTree(line));
    }
    assertThat(rows)
        .anySatisfy(
            row -> {
              assertThat(row.get("video").asText()).isEqualTo("a");
              assertThat(row.get("event").asText()).isEqualTo("crossing");
              assertThat(row.get("direction").asText()).isEqualTo("in");
              assertThat(row.get("count").asInt()).isEqualTo(1);
              assertThat(row.get("observed").asDouble()).isEqualTo(50);
              assertThat(row.get("time").isNull()).isTrue();
            })
        .anyMatch(row -> row.get("video").asText().equals("b"));
  }

  @Test
  void aManualCountIsCompared() throws IOException {
    write("a.txt", down(1, 1) + down(2, 30) + up(3, 40) + down(4, 3590));
    write(
        "manual.csv",
        """
        time;line;direction;class;count
        2026-01-31T07:00;gate;in;car;12
        2026-01-31T08:00;gate;in;;5
        2026-01-31T07:00;gate;out;car;1
        """);
    CommandRun run =
        count(
            "a.txt",
            "--frame-rate",
            "1",
            "--interval",
            "1h",
            "--label",
            "car",
            "--start",
            "2026-01-31T07:00",
            "--compare",
            folder.resolve("manual.csv").toString());
    assertThat(run.out())
        .containsPattern("2026-01-31T07:00 +gate +in +car +12 +3 +-9 +-75.0 +3.29")
        .containsPattern("2026-01-31T07:00 +gate +out +car +1 +1 +\\+0 +\\+0.0 +0.00")
        .contains("GEH < 5 in 85 % of the hours: yes (2 of 2 hours, 100.0 %)");
    assertThat(run.errors())
        .containsExactly(
            "euge: 1 manual count is of intervals without video left out, the first at"
                + " 2026-01-31T08:00");
    assertThat(Files.readAllLines(folder.resolve("counts.compare.csv")))
        .contains("time,line,direction,class,manual,counted,difference,percent,geh,observed")
        .contains("2026-01-31T07:00,gate,in,car,12,3,-9,-75.0,3.286,1");
  }

  @Test
  void theComparisonIsDrawnToo() throws IOException {
    write("a.txt", down(1, 1) + down(2, 2) + down(3, 901));
    write(
        "manual.csv",
        """
        time,line,direction,class,count
        0,gate,in,car,4
        900,gate,in,car,1
        900,gate,out,,0
        """);
    String manual = folder.resolve("manual.csv").toString();
    CommandRun run = count("a.txt", "--frame-rate", "1", "--label", "car", "--compare", manual);

    Path plot = folder.resolve("counts.compare.svg");
    assertThat(run.out()).contains("plot written to " + plot);
    String svg = Files.readString(plot);
    assertThat(svg)
        .contains("GEH &lt; 5 in 85 % of the hours: yes (2 of 2 hours, 100.0 %)")
        .contains(">gate, in, car<", ">gate, out<");
    assertThat(bars(svg))
        .containsExactly(
            "0, manual|4|private|376.0",
            "0, counted|2, GEH 2.31|shared|188.0",
            "900, manual|1|private|94.0",
            "900, counted|1, GEH 0.00|shared|94.0",
            "900, manual|0|private|0.0",
            "900, counted|0, GEH 0.00|shared|0.0");

    assertThat(count("a.txt", "--frame-rate", "1", "--compare", manual, "--overwrite").exit())
        .isZero();
    Files.writeString(plot, "<svg><title>A drawing</title></svg>");
    assertThat(error("a.txt", "--frame-rate", "1", "--compare", manual, "--overwrite"))
        .contains("counts.compare.svg is a file that is not a plot of a comparison");
  }

  /** The label, the value, the style and the width of each bar. */
  private static List<String> bars(String svg) {
    return Pattern.compile(
            "<text y=\"\\d+\">(.*?)</text><text class=\"value\".*?>(.*?)</text>\\s*"
                + "<rect class=\"track\".*?/>\\s*<rect class=\"(.*?)\".*? width=\"(.*?)\"")
        .matcher(svg)
        .results()
        .map(bar -> String.join("|", bar.group(1), bar.group(2), bar.group(3), bar.group(4)))
        .toList();
  }

  @Test
  void aManualCountOfOtherIntervalsOrClassesIsReported() throws IOException {
    write("a.txt", down(1, 1) + down(2, 3600) + down(3, 9000));
    write(
        "manual.csv",
        """
        time,line,direction,class,count
        0,gate,in,lorry,1
        3600,gate,in,lorry,1
        7200,gate,in,lorry,1
        """);
    CommandRun run =
        count("a.txt", "--frame-rate", "1", "--compare", folder.resolve("manual.csv").toString());
    assertThat(run.exit()).isZero();
    assertThat(run.errors())
        .contains(
            "euge: the times of the manual count are 3600 s apart and intervals last 900 s: give"
                + " --interval if its intervals are longer",
            "euge: no track has the class lorry of the manual count, which is compared with 0: the"
                + " tracks have vehicle");
  }

  @Test
  void eachMalformedLineOfAManualCountIsOneSentence() throws IOException {
    write("a.txt", down(1, 1));
    write(
        "manual.csv",
        """
        time,line,direction,class,count
        0,gate,in,car,1.5
        900,gaet,in,car,1
        0,gate,up,car,1
        7,gate,in,car,1
        noon,gate,in,car,1
        0,gate,in,car,1
        0,gate,in,Car,2
        """);
    CommandRun run = count("a.txt", "--compare", folder.resolve("manual.csv").toString());
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.errors())
        .satisfiesExactly(
            one -> assertThat(one).contains("line 2: its count is '1.5'; give a whole number"),
            one -> assertThat(one).contains("line 3: its line is 'gaet'; give gate"),
            one -> assertThat(one).contains("line 4: its direction is 'up'; give in, out"),
            one -> assertThat(one).contains("line 5: its time is '7'; give the beginning of an"),
            one -> assertThat(one).contains("line 6: its time is 'noon'; give seconds from"),
            one -> assertThat(one).contains("line 8: it has the time, line, direction and class"));
    assertThat(folder.resolve("counts.csv")).doesNotExist();
    write("manual.csv", "zeit,anzahl\n1,2\n");
    assertThat(error("a.txt", "--compare", folder.resolve("manual.csv").toString()))
        .contains("line 1: its columns are 'zeit,anzahl'; give the header time,line,");
  }

  @Test
  void whatCannotBeCountedIsOneSentence() throws IOException {
    write("a.txt", down(1, 1));
    write("det.txt", "1,-1,0,0,40,30,1\n");
    write("notes.txt", "hello\n");
    write("other.csv", "a,b\n");
    write("seqinfo.ini", "seqLength=5\n");
    assertThat(error("a.txt")).contains("a box in frame 6, and the video has 5 frames (seqLength");
    write("seqinfo.ini", "seqLength=many\n");
    assertThat(error("a.txt")).contains("seqinfo.ini line 1: seqLength is 'many'; give a number");
    Files.delete(folder.resolve("seqinfo.ini"));
    assertThat(error("none.txt"))
        .contains("there is no such file; give MOT text, a table of tracks");
    assertThat(error("det.txt")).contains("id -1", "euge track");
    assertThat(error("notes.txt")).contains("it is not MOT text");
    assertThat(error("a.txt", "--interval", "0s", "--by", "color", "--frame-rate", "0"))
        .contains("--interval is '0s'", "--by is 'color'", "--frame-rate is 0.0");
    assertThat(error("a.txt", "--start", "noon")).contains("--start is 'noon': give a date");
    assertThat(error("a.txt", "--output", folder.resolve("other.csv").toString()))
        .contains("already exists");
    assertThat(error("a.txt", "--overwrite", "--output", folder.resolve("other.csv").toString()))
        .contains("is a file that is not a table of counts, and is not replaced");
    write("lines.json", LINES.replace("\"kind\"", "\"camera\": \"north\", \"kind\""));
    assertThat(error("a.txt")).contains("no line, zone or route of this camera or video");
    write(
        "lines.json",
        LINES
            .replace("\"features\"", "\"units\": \"frame\", \"features\"")
            .replace("200", "0.5")
            .replace("400", "1"));
    assertThat(error("a.txt")).contains("whose size is unknown; give --frame-size");
  }

  private String error(String tracks, String... options) {
    CommandRun run = count(tracks, options);
    assertThat(run.exit()).isNotZero();
    assertThat(run.errors()).as(run.err()).hasSize(1);
    return run.errors().get(0);
  }

  private CommandRun count(String tracks, String... options) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "count",
                folder.resolve(tracks).toString(),
                "--lines",
                folder.resolve("lines.json").toString()));
    words.addAll(List.of(options));
    if (!words.contains("--output")) {
      words.addAll(List.of("--output", folder.resolve("counts.csv").toString()));
    }
    return CommandRun.of(words.toArray(String[]::new));
  }

  private List<String> rows() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("counts.csv"));
    return lines.subList(1, lines.size());
  }

  /** A track of 10 frames whose bottom goes from 105 to 285 pixels, over 200 after 5.3 frames. */
  private static String down(int id, int frame) {
    return track(id, frame, 105, 20);
  }

  private static String up(int id, int frame) {
    return track(id, frame, 285, -20);
  }

  private static String track(int id, int first, int bottom, int step) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      lines.append(
          "%d,%d,100,%d,60,40,0.9,-1,-1,-1%n".formatted(first + i, id, bottom + i * step - 40));
    }
    return lines.toString();
  }

  private static String truth(String track, int classId) {
    return track.replace("0.9,-1,-1,-1", "1," + classId + ",1");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
