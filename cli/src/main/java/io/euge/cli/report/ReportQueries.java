package io.euge.cli.report;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.euge.cli.report.ReportFigures.Bin;
import io.euge.cli.report.ReportFigures.Camera;
import io.euge.cli.report.ReportFigures.Label;
import io.euge.cli.report.ReportFigures.Moment;
import io.euge.cli.report.ReportFigures.Totals;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Computes the figures of a report with Spark, with one pass over the table each for the videos,
 * the intervals, the labels, the places and the moments. The driver receives only sums, whose
 * number does not grow with the table.
 */
final class ReportQueries {
  /** The maximum number of cameras that are shown separately. */
  static final int CAMERAS = 12;

  private static final int LABELS = 2000;
  private static final int CANDIDATES = 400;
  private static final double WINDOW_SECONDS = 30;

  private final ReportTable table;
  private final ReportRows rows;
  private final ZoneId zone;
  private final int moments;

  /**
   * Creates the queries.
   *
   * @param moments number of busiest moments to find
   */
  ReportQueries(ReportTable table, ReportRows rows, ZoneId zone, int moments) {
    this.table = table;
    this.rows = rows;
    this.zone = zone;
    this.moments = moments;
  }

  ReportFigures compute() {
    Dataset<Row> videos = videos().persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Row sums =
          videos
              .agg(
                  count(lit(1)),
                  coalesce(sum("frames"), lit(0L)),
                  coalesce(sum("weight"), lit(0L)),
                  coalesce(sum("timed"), lit(0L)),
                  coalesce(sum("rows"), lit(0L)),
                  min("from"),
                  max("to"),
                  coalesce(min("begin"), lit(0.0)),
                  coalesce(max("end"), lit(0.0)))
              .head();
      Totals totals =
          new Totals(
              table.kind() == ReportKind.TRACKS
                  ? table.rows().select("video").distinct().count()
                  : sums.getLong(0),
              sums.getLong(1),
              sums.getLong(2),
              sums.getLong(3),
              sums.getLong(4),
              number(sums, 5),
              number(sums, 6));
      OtherFigures others = new OtherFigures(table);
      if (totals.rows() == 0) {
        return new ReportFigures(
            totals,
            List.of(),
            0,
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            others.errors(),
            List.of());
      }
      List<Camera> cameras = cameras(videos);
      long all = videos.select("camera").distinct().count();
      TimeAxis axis = axis(totals, sums.getDouble(7), sums.getDouble(8));
      Column index = index(cameras);
      return new ReportFigures(
          totals,
          cameras,
          all - cameras.size(),
          axis,
          bins(index, axis, cameras.size() + 1),
          labels(),
          rows.points() == null ? List.of() : heat(index, cameras.size()),
          moments == 0 ? List.of() : busiest(sums.getDouble(8), (int) Math.min(CAMERAS, all)),
          others.places(),
          others.errors(),
          others.origins());
    } finally {
      videos.unpersist();
    }
  }

  private static double number(Row row, int column) {
    return row.isNullAt(column) ? Double.NaN : row.getDouble(column);
  }

  private Dataset<Row> videos() {
    return rows.rows()
        .groupBy("camera", "video")
        .agg(
            sum("frames").as("frames"),
            sum("weight").as("weight"),
            count("at").as("timed"),
            count(lit(1)).as("rows"),
            min("at").as("from"),
            max("at").as("to"),
            min("seconds").as("begin"),
            max("seconds").as("end"),
            max(struct("width", "height", "ratio")).as("size"),
            min(struct("frame", "seconds", "at")).as("first"));
  }

  private static List<Camera> cameras(Dataset<Row> videos) {
    return videos
        .groupBy("camera")
        .agg(
            count(lit(1)),
            sum("frames"),
            sum("weight").as("weight"),
            max("size"),
            min(struct("video", "first")).as("first"))
        .orderBy(desc("weight"), col("camera"))
        .limit(CAMERAS)
        .collectAsList()
        .stream()
        .map(
            row -> {
              Row size = row.getStruct(4);
              Row first = row.getStruct(5).getStruct(1);
              return new Camera(
                  row.getString(0),
                  row.getLong(1),
                  row.getLong(2),
                  row.getLong(3),
                  size.getInt(0),
                  size.getInt(1),
                  size.getDouble(2),
                  new Moment(
                      row.getString(0),
                      row.getStruct(5).getString(0),
                      first.getLong(0),
                      first.getDouble(1),
                      number(first, 2),
                      0));
            })
        .toList();
  }

  private TimeAxis axis(Totals totals, double begin, double end) {
    boolean clock = totals.timed() == totals.rows();
    double least = 0;
    if (table.kind() == ReportKind.COUNTS) {
      Row length = table.rows().agg(max(col("end").minus(col("begin")))).head();
      least = number(length, 0);
    }
    return clock
        ? TimeAxis.of(true, totals.from(), totals.to(), least, zone)
        : TimeAxis.of(false, begin, end, least, zone);
  }

  /** Returns the index of a row's camera; all other cameras share the index after the last. */
  private static Column index(List<Camera> cameras) {
    Column index = lit(cameras.size());
    for (int i = 0; i < cameras.size(); i++) {
      index = when(col("camera").equalTo(cameras.get(i).name()), lit(i)).otherwise(index);
    }
    return index.as("index");
  }

  private List<List<Bin>> bins(Column index, TimeAxis axis, int cameras) {
    List<List<Bin>> bins = new ArrayList<>();
    for (int i = 0; i < cameras; i++) {
      bins.add(new ArrayList<>(Collections.nCopies(axis.count(), Bin.NONE)));
    }
    rows.rows()
        .groupBy(index, axis.bin().as("bin"))
        .agg(sum("weight"), sum("frames"))
        .where(col("bin").between(0, axis.count() - 1))
        .collectAsList()
        .forEach(
            row ->
                bins.get(row.getInt(0))
                    .set(row.getInt(1), new Bin(row.getLong(2), row.getLong(3))));
    return bins;
  }

  private List<Label> labels() {
    return rows
        .labels()
        .groupBy("label", "classId")
        .agg(sum("weight").as("weight"))
        .orderBy(desc("weight"), col("label"), col("classId"))
        .limit(LABELS)
        .collectAsList()
        .stream()
        .map(row -> new Label(row.getString(0), row.getInt(1), row.getLong(2)))
        .toList();
  }

  private List<long[]> heat(Column index, int cameras) {
    List<long[]> heat = new ArrayList<>();
    for (int i = 0; i < cameras; i++) {
      heat.add(new long[ReportFigures.COLUMNS * ReportFigures.ROWS]);
    }
    // A bottom center on the lower edge of the frame counts as inside it.
    rows.points()
        .where("u >= 0 AND u < 1 AND v >= 0 AND v < 1.02")
        .groupBy(
            index,
            expr("int(least(v, 0.999999D) * %d) * %d + int(u * %d)"
                    .formatted(ReportFigures.ROWS, ReportFigures.COLUMNS, ReportFigures.COLUMNS))
                .as("cell"))
        .agg(count(lit(1)))
        .where(col("index").lt(cameras))
        .collectAsList()
        .forEach(row -> heat.get(row.getInt(0))[row.getInt(1)] = row.getLong(2));
    return heat;
  }

  /**
   * Returns the busiest moments, chosen among the busiest frames of each time window of each video.
   */
  private List<Moment> busiest(double longest, int cameras) {
    double window = Math.max(1, Math.min(WINDOW_SECONDS, longest / 12));
    int most = Math.max(2, (moments + cameras - 1) / cameras);
    List<Moment> candidates =
        rows
            .moments()
            .where(col("n").gt(0))
            .groupBy(col("camera"), col("video"), expr("floor(seconds / " + window + ")"))
            .agg(
                max(struct(
                        col("n"), col("frame").multiply(-1).as("frame"), col("seconds"), col("at")))
                    .as("most"))
            .selectExpr(
                "camera",
                "video",
                "-most.frame AS frame",
                "most.seconds",
                "most.at",
                "most.n",
                "row_number() OVER (PARTITION BY camera ORDER BY most.n DESC, video, most.seconds)"
                    + " AS place")
            // Of three consecutive windows, at least one is far enough from those already chosen.
            .where(col("place").leq(3 * most))
            .orderBy(desc("n"), col("video"), col("seconds"))
            .limit(CANDIDATES)
            .collectAsList()
            .stream()
            .map(
                row ->
                    new Moment(
                        row.getString(0),
                        row.getString(1),
                        row.getLong(2),
                        row.getDouble(3),
                        number(row, 4),
                        row.getLong(5)))
            .toList();
    List<Moment> chosen = new ArrayList<>();
    Map<String, Integer> ofCamera = new HashMap<>();
    for (Moment moment : candidates) {
      if (chosen.size() < moments
          && ofCamera.getOrDefault(moment.camera(), 0) < most
          && chosen.stream().noneMatch(other -> isNear(moment, other, window))) {
        chosen.add(moment);
        ofCamera.merge(moment.camera(), 1, Integer::sum);
      }
    }
    return chosen;
  }

  private static boolean isNear(Moment one, Moment other, double window) {
    return one.video().equals(other.video()) && Math.abs(one.seconds() - other.seconds()) < window;
  }
}
