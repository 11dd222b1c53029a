package io.euge.cli.track;

import io.euge.cli.table.TableFormat;
import io.euge.cli.track.export.ExportFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A format of tracks: that of a table, or of other programs. */
enum TrackFormat {
  PARQUET(TableFormat.PARQUET, null),
  /** One object a line. */
  JSON(TableFormat.JSON, null),
  CSV(TableFormat.CSV, null),
  /** MOT text: a line a box. */
  MOT(null, ExportFormat.MOT),
  /** COCO with track ids. */
  COCO(null, ExportFormat.COCO),
  /** CVAT for video 1.1. */
  CVAT(null, ExportFormat.CVAT);

  private final TableFormat table;
  private final ExportFormat export;

  TrackFormat(TableFormat table, ExportFormat export) {
    this.table = table;
    this.export = export;
  }

  /** Returns the format as that of a table; empty for one of other programs. */
  Optional<TableFormat> table() {
    return Optional.ofNullable(table);
  }

  /** Returns the format as one of other programs; empty for that of a table. */
  Optional<ExportFormat> export() {
    return Optional.ofNullable(export);
  }

  /** Returns whether the name of a file ends as those of this format do. */
  boolean isOfName(String name) {
    String ending = table == null ? export.ending() : table.ending();
    return name.toLowerCase(Locale.ROOT).endsWith(ending);
  }

  /** Returns the format that the ending of a file's name stands for. */
  static Optional<TrackFormat> ofName(String name) {
    return Arrays.stream(values()).filter(one -> one.isOfName(name)).findFirst();
  }

  /** Returns the name as the option {@code --format} takes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
