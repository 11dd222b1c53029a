package io.euge.cli.track;

import io.euge.cli.table.TableFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A format of tracks. */
enum TrackFormat {
  PARQUET(TableFormat.PARQUET),
  /** One object a line. */
  JSON(TableFormat.JSON),
  CSV(TableFormat.CSV),
  /** MOT text: a line a box. */
  MOT(null);

  private final TableFormat table;

  TrackFormat(TableFormat table) {
    this.table = table;
  }

  /** Returns the format as that of a table; empty for text. */
  Optional<TableFormat> table() {
    return Optional.ofNullable(table);
  }

  /** Returns the format that the ending of a file's name stands for. */
  static Optional<TrackFormat> ofName(String name) {
    if (name.toLowerCase(Locale.ROOT).endsWith(".txt")) {
      return Optional.of(MOT);
    }
    return TableFormat.ofName(name)
        .flatMap(found -> Arrays.stream(values()).filter(one -> one.table == found).findFirst());
  }

  /** Returns the name as the option {@code --format} takes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
