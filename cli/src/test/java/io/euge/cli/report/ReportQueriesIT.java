package io.euge.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.cli.job.SparkOptions;
import io.euge.cli.report.ReportFigures.Moment;
import io.euge.cli.table.TrackRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of tables of every kind and format. */
class ReportQueriesIT {
  private static final int BOXES = 30_000;

  @TempDir static Path folder;

  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = SparkOptions.local(2).start("report queries");
  }

  @AfterAll
  static void stop() throws IOException {
    spark.close();
  }

  private static ReportFigures figures(String name) {
    ReportTable table = ReportTable.open(spark, folder.resolve(name).toString());
    ReportRows rows = ReportRows.of(table);
    ReportFigures figures = new ReportQueries(table, rows, ZoneOffset.UTC, 4).compute();
    rows.release();
    return figures;
  }

  /** Two videos of two cameras, each with 150 tracks of 100 boxes that cross the frame. */
  @Test
  void tracksAreCountedOnceWhereTheyBegin() {
    GeneratedTables.tracks(spark, BOXES, folder.resolve("tracks"));
    ReportFigures figures = figures("tracks");
    assertThat(figures.totals().weight()).isEqualTo(BOXES / 100);
    assertThat(figures.labelSums())
        .containsExactlyInAnyOrderEntriesOf(Map.of("car", 100L, "truck", 100L, "bus", 100L));
    assertThat(figures.axis().length()).isEqualTo(10);
    // A track begins each 4 seconds: two or three in 10 seconds.
    assertThat(figures.bins().get(0)).allMatch(bin -> bin.weight() >= 2);
    assertThat(figures.bins().get(0).stream().mapToLong(ReportFigures.Bin::weight).sum())
        .isEqualTo(150);
    long[] heat = figures.heat(0).orElseThrow();
    assertThat(Arrays.stream(heat).sum()).isEqualTo(BOXES / 2);
    int row = 340 * ReportFigures.ROWS / 720;
    assertThat(
            Arrays.stream(heat, row * ReportFigures.COLUMNS, (row + 1) * ReportFigures.COLUMNS)
                .sum())
        .as("all are on one height")
        .isEqualTo(BOXES / 2);
    assertThat(figures.busiest()).hasSize(4).allMatch(moment -> moment.n() == 1);
    assertThat(figures.busiest()).extracting(Moment::camera).contains("camera 00", "camera 01");
  }

  @Test
  void detectionsOfCsvAreBroughtTogetherByFrame() throws IOException {
    Files.writeString(
        folder.resolve("found.csv"),
        """
        video,camera,frame,seconds,time,frameWidth,frameHeight,pixelAspectRatio,label,classId,confidence,x,y,width,height
        a.mp4,,0,0,,100,100,1,car,2,0.5,10,10,20,20
        a.mp4,,0,0,,100,100,1,"car, ""red\""",2,0.5,40,10,20,20
        b.mp4,,7,1.5,,100,100,1,car,2,0.5,10,10,20,20
        """);
    ReportFigures figures = figures("found.csv");
    assertThat(figures.totals().weight()).isEqualTo(3);
    assertThat(figures.totals().frames()).isEqualTo(2);
    assertThat(figures.cameras())
        .extracting(ReportFigures.Camera::title)
        .containsExactly("a.mp4", "b.mp4");
    assertThat(figures.labelSums()).containsEntry("car, \"red\"", 1L);
    assertThat(figures.busiest().get(0).n()).isEqualTo(2);
  }

  /** A frame each 30 seconds: 500 of a busy camera, 2 of one where less happens. */
  @Test
  void theBusiestCameraDoesNotTakeAllMoments() throws IOException {
    StringBuilder lines =
        new StringBuilder(
            "video,camera,frame,seconds,time,frameWidth,frameHeight,pixelAspectRatio,label,classId,confidence,x,y,width,height\n");
    for (int i = 0; i < 502; i++) {
      boolean busy = i < 500;
      for (int box = 0; box < (busy ? 2 : 1); box++) {
        int frame = busy ? i : i - 500;
        lines.append(
            "/%1$s/a.mp4,%1$s,%2$d,%3$d,,100,100,1,car,2,0.5,%4$d,10,5,5%n"
                .formatted(busy ? "busy" : "calm", frame, 30 * frame, 10 * box));
      }
    }
    Files.writeString(folder.resolve("uneven.csv"), lines);
    assertThat(figures("uneven.csv").busiest())
        .extracting(Moment::camera)
        .containsExactly("busy", "busy", "calm", "calm");
  }

  @Test
  void filesOfOneNameInTwoFoldersAreTwoCameras() throws IOException {
    Files.writeString(
        folder.resolve("namesakes.csv"),
        """
        video,camera,frame,seconds,time,frameWidth,frameHeight,pixelAspectRatio,label,classId,confidence,x,y,width,height
        /a/1.mp4,,0,0,,100,100,1,car,2,0.5,10,10,20,20
        /b/1.mp4,,0,0,,100,100,1,car,2,0.5,10,10,20,20
        """);
    assertThat(figures("namesakes.csv").cameras())
        .extracting(ReportFigures.Camera::title)
        .containsExactly("1.mp4", "1.mp4");
  }

  /** A track that is a person in most frames, a car around the moment, and behind a pole there. */
  @Test
  void aTrackIsHiddenByLabelsFarFromTheMoment() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int second = 0; second <= 20; second++) {
      boolean behindThePole = second >= 5 && second <= 15;
      if (!behindThePole) {
        rows.append(track(1, second, second == 4 || second == 16 ? "car" : "person", 10 * second));
      }
      rows.append(track(2, second, "car", 300));
    }
    Files.writeString(folder.resolve("poles.json"), rows);
    ReportTable table = ReportTable.open(spark, folder.resolve("poles.json").toString());
    Moment moment = new Moment("c", "a.mp4", 100, 10, Double.NaN, 1);
    assertThat(ReportRows.of(table).classes().get(ReportRows.NO_NUMBER))
        .containsExactly("car", "person");
    assertThat(
            PictureRows.of(ReportKind.TRACKS, table.rows(), List.of(moment), Set.of("person"))
                .tracks(moment))
        .filteredOn(row -> row.track() == 1)
        .allMatch(row -> row.label().equals("person"))
        .extracting(TrackRow::seconds)
        .containsExactlyInAnyOrder(4.0, 16.0);
  }

  private static String track(int track, int second, String label, int x) {
    return """
        {"video":"a.mp4","camera":"c","track":%d,"frame":%d,"seconds":%d,"time":null,"label":"%s","confidence":0.5,"x":%d,"y":10,"width":20,"height":20,"frameWidth":400,"frameHeight":200,"observed":true}
        """
        .formatted(track, 10 * second, second, label, x);
  }

  @Test
  void crossingsAreAddedUpByLineWithTheirMeanSpeed() throws IOException {
    Files.writeString(
        folder.resolve("counts.csv"),
        """
        video,camera,time,begin,end,observed,event,name,direction,label,count,speed_kmh,dwell,occupancy,most
        a.mp4,north,2026-01-31T07:00:00Z,0,900,900,crossing,gate,in,car,3,30,,,
        a.mp4,north,2026-01-31T07:15:00Z,900,1800,900,crossing,gate,in,car,1,50,,,
        a.mp4,north,2026-01-31T07:15:00Z,900,1800,900,crossing,gate,in,truck,0,,,,
        a.mp4,north,2026-01-31T07:15:00Z,900,1800,900,entry,yard,,car,9,,,,
        """);
    ReportFigures figures = figures("counts.csv");
    assertThat(figures.totals().weight()).isEqualTo(4);
    assertThat(figures.axis().length()).isEqualTo(900);
    assertThat(figures.axis().begin(1)).isEqualTo("31 Jan 07:15");
    assertThat(figures.bins().get(0)).extracting(ReportFigures.Bin::weight).containsExactly(3L, 1L);
    assertThat(figures.places())
        .filteredOn(place -> place.name().equals("gate"))
        .singleElement()
        .satisfies(gate -> assertThat(gate.count()).isEqualTo(4))
        .satisfies(gate -> assertThat(gate.speed()).isEqualTo(35));
    assertThat(figures.heat()).isEmpty();
  }

  @Test
  void anEmptyTableGivesAPageThatSaysSo() throws IOException {
    Files.createFile(folder.resolve("empty.json"));
    ReportTable table = ReportTable.open(spark, folder.resolve("empty.json").toString());
    ReportFigures figures = figures("empty.json");
    assertThat(figures.isEmpty()).isTrue();
    assertThat(new ReportPage(table, figures, ZoneOffset.UTC, List.of()).html(List.of(), List.of()))
        .contains("<h1>empty.json</h1>", "The table has no rows.");
  }

  @Test
  void whatIsNoTableIsOneSentence() throws IOException {
    Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");
    Files.createDirectory(folder.resolve("nothing"));
    for (String other : List.of("other.csv", "nothing")) {
      assertThatThrownBy(() -> figures(other))
          .isInstanceOf(EugeException.class)
          .hasMessageContaining("it is not a table of euge detect, track or count");
    }
    assertThatThrownBy(() -> figures("absent"))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("there is no such file or directory");
  }
}
