package io.euge.spark.source.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.conf.ImageSettings;
import io.euge.spark.source.VideoSchema;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class FrameRowTest {
  @Test
  void hasTheWantedColumnsInTheOrderAskedFor() {
    FrameRow row =
        new FrameRow(columns("height", "video", "seconds", "frame", "key"), "file:/v/ä b.mp4");
    row.set(3, 0.125, true, 640, 480, null);
    InternalRow values = row.row();
    assertThat(values.numFields()).isEqualTo(5);
    assertThat(values.getInt(0)).isEqualTo(480);
    assertThat(values.getUTF8String(1)).hasToString("file:/v/ä b.mp4");
    assertThat(values.getDouble(2)).isEqualTo(0.125);
    assertThat(values.getLong(3)).isEqualTo(3);
    assertThat(values.getBoolean(4)).isTrue();
  }

  @Test
  void isFilledAnewForEachFrame() {
    FrameRow row = new FrameRow(columns("frame"), "v");
    row.set(1, 0, false, 1, 1, null);
    InternalRow first = row.row();
    row.set(2, 0, false, 1, 1, null);
    assertThat(row.row()).isSameAs(first);
    assertThat(first.getLong(0)).isEqualTo(2);
  }

  @Test
  void withoutColumnsARowIsOnlyCounted() {
    FrameRow row = new FrameRow(columns(), "v");
    row.set(1, 0, false, 1, 1, null);
    assertThat(row.row().numFields()).isZero();
  }

  private static StructType columns(String... names) {
    StructType columns = new StructType();
    for (String name : names) {
      columns = columns.add(VideoSchema.of(new ImageSettings(false, 90)).apply(name));
    }
    return columns;
  }
}
