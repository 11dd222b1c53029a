package io.euge.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.table.TableFormat;
import io.euge.spark.sink.PartFiles;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class PartFilesTest {
  private static final long MIB = 1 << 20;

  @Test
  void smallFilesAreMergedAndLargeOnesStay() {
    assertThat(files(2000, 8 * MIB).areTooSmall()).isTrue();
    assertThat(files(2, 2000).areTooSmall()).isTrue();
    assertThat(files(1, 2000).areTooSmall()).isFalse();
    assertThat(files(0, 0).areTooSmall()).isFalse();
    assertThat(files(4, 360 * MIB).areTooSmall()).isFalse();
  }

  @Test
  void thereAreAsManyFilesAsTheRowsNeed() {
    assertThat(files(2000, 8 * MIB).wanted(OutputTable.fileBytes(TableFormat.PARQUET)))
        .isEqualTo(1);
    assertThat(files(0, 0).wanted(OutputTable.fileBytes(TableFormat.PARQUET))).isEqualTo(1);
    assertThat(files(60_000, 3000 * MIB).wanted(OutputTable.fileBytes(TableFormat.PARQUET)))
        .isEqualTo(24);
    assertThat(files(60_000, 3000 * MIB).wanted(OutputTable.fileBytes(TableFormat.CSV)))
        .isEqualTo(188);
  }

  private static PartFiles files(int count, long bytes) {
    return new PartFiles(Collections.nCopies(count, "part"), bytes);
  }
}
