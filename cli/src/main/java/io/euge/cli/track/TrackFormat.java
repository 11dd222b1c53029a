package io.euge.cli.track;

import io.euge.cli.table.TableFormat;
import io.euge.cli.track.export.ExportFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The formats of tracks: those of tables, and those of other programs. */
enum TrackFormat {
  PARQUET(TableFormat.PARQUET, null),
  /** One JSON object per line. */
  JSON(TableFormat.JSON, null),
  CSV(TableFormat.CSV, null),
  /** MOT format: one line per box. */
  MOT(null, ExportFormat.MOT),
  /** COCO with track IDs. */
  COCO(null, ExportFormat.COCO),
  /** CVAT for video 1.1. */
  CVAT(null, ExportFormat.CVAT);

  private final TableFormat table;
  private final ExportFormat export;

  TrackFormat(TableFormat table, ExportFormat export) {
    this.table = table;
    this.export = export;
  }

  /** Returns the table format; empty for a format of another program. */
  Optional<TableFormat> table() {
    return Optional.ofNullable(table);
  }

  /** Returns the format of another program; empty for a table format. */
  Optional<ExportFormat> export() {
    return Optional.ofNullable(export);
  }

  /** Returns whether a file name has an extension of this format. */
  boolean isOfName(String name) {
    String ending = table == null ? export.ending() : table.ending();
    return name.toLowerCase(Locale.ROOT).endsWith(ending);
  }

  /** Returns the format of a file name extension. */
  static Optional<TrackFormat> ofName(String name) {
    return Arrays.stream(values()).filter(one -> one.isOfName(name)).findFirst();
  }

  /** Returns the value of the option {@code --format}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
