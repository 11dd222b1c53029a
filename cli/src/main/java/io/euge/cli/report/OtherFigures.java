package io.euge.cli.report;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.euge.cli.report.ReportFigures.ErrorKind;
import io.euge.cli.report.ReportFigures.Origin;
import io.euge.cli.report.ReportFigures.PlaceCount;
import io.euge.spark.provenance.ProvenanceColumn;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/** Computes the figures that only some kinds of tables have. */
record OtherFigures(ReportTable table) {
  private static final int MOST = 40;
  private static final int ORIGINS = 5;

  /** Returns the sums of lines, zones and routes; empty if the table has no counts. */
  List<PlaceCount> places() {
    if (table.kind() != ReportKind.COUNTS) {
      return List.of();
    }
    Column timed = when(col("speed_kmh").isNotNull(), col("count")).otherwise(lit(0L));
    Column speed =
        table.has("speed_kmh")
            ? when(sum(timed).gt(0), sum(col("speed_kmh").multiply(timed)).divide(sum(timed)))
            : lit(null).cast("double");
    return table
        .rows()
        .where(col("event").notEqual("presence"))
        .groupBy(col("event"), col("name"), coalesce(col("direction"), lit("")).as("direction"))
        .agg(sum("count").as("sum"), speed)
        .orderBy(desc("sum"), col("event"), col("name"), col("direction"))
        .limit(MOST)
        .collectAsList()
        .stream()
        .map(
            row ->
                new PlaceCount(
                    row.getString(0),
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    row.isNullAt(4) ? Double.NaN : row.getDouble(4)))
        .toList();
  }

  /** Returns the kinds of errors, most frequent first. */
  List<ErrorKind> errors() {
    return table
        .errors()
        .map(
            errors -> {
              boolean told = Arrays.asList(errors.columns()).contains("message");
              return errors
                  .groupBy("stage", "code")
                  .agg(
                      count(lit(1)).as("errors"),
                      countDistinct("video"),
                      min(told ? col("message") : lit("")))
                  .orderBy(desc("errors"), col("stage"), col("code"))
                  .limit(MOST)
                  .collectAsList()
                  .stream()
                  .map(
                      row ->
                          new ErrorKind(
                              text(row, 0),
                              text(row, 1),
                              row.getLong(2),
                              row.getLong(3),
                              text(row, 4)))
                  .toList();
            })
        .orElse(List.of());
  }

  private static String text(Row row, int column) {
    return row.isNullAt(column) ? "" : row.getString(column);
  }

  /** Returns the provenance of the rows, if the table records it. */
  List<Origin> origins() {
    if (!table.has(ProvenanceColumn.NAME)) {
      return List.of();
    }
    Column provenance = col(ProvenanceColumn.NAME);
    return table
        .rows()
        .where(provenance.getField("model").isNotNull()) // Null for tracks of unknown detections.
        .groupBy(
            provenance.getField("model").as("model"),
            provenance.getField("modelSha256").as("sha"),
            provenance.getField("version").as("version"),
            provenance.getField("options").as("options"))
        .agg(count(lit(1)).as("rows"))
        .orderBy(desc("rows"), col("model"), col("options"))
        .limit(ORIGINS)
        .collectAsList()
        .stream()
        .map(
            row ->
                new Origin(text(row, 0), text(row, 1), text(row, 2), text(row, 3), row.getLong(4)))
        .toList();
  }
}
