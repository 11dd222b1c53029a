package io.euge.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.table.TableFormat;
import org.junit.jupiter.api.Test;

class PartFilesTest {
  private static final long MIB = 1 << 20;

  @Test
  void smallFilesAreMergedAndLargeOnesStay() {
    assertThat(new PartFiles(2000, 8 * MIB).areTooSmall()).isTrue();
    assertThat(new PartFiles(2, 2000).areTooSmall()).isTrue();
    assertThat(new PartFiles(1, 2000).areTooSmall()).isFalse();
    assertThat(new PartFiles(0, 0).areTooSmall()).isFalse();
    assertThat(new PartFiles(4, 360 * MIB).areTooSmall()).isFalse();
  }

  @Test
  void thereAreAsManyFilesAsTheRowsNeed() {
    assertThat(new PartFiles(2000, 8 * MIB).wanted(TableFormat.PARQUET)).isEqualTo(1);
    assertThat(new PartFiles(0, 0).wanted(TableFormat.PARQUET)).isEqualTo(1);
    assertThat(new PartFiles(60_000, 3000 * MIB).wanted(TableFormat.PARQUET)).isEqualTo(24);
    assertThat(new PartFiles(60_000, 3000 * MIB).wanted(TableFormat.CSV)).isEqualTo(188);
  }
}
