package io.euge.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class FrameRowTest {
  @Test
  void hasTheWantedColumnsInTheOrderAskedFor() {
    StructType columns =
        new StructType()
            .add(DetectionsSchema.SCHEMA.apply("height"))
            .add(DetectionsSchema.SCHEMA.apply("video"))
            .add(DetectionsSchema.SCHEMA.apply("seconds"))
            .add(DetectionsSchema.SCHEMA.apply("frame"));
    FrameRow row = new FrameRow(columns, "file:/v/ä b.mp4", List.of());
    row.set(3, 0.125, 640, 480);
    InternalRow values = row.row();
    assertThat(values.numFields()).isEqualTo(4);
    assertThat(values.getInt(0)).isEqualTo(480);
    assertThat(values.getUTF8String(1)).hasToString("file:/v/ä b.mp4");
    assertThat(values.getDouble(2)).isEqualTo(0.125);
    assertThat(values.getLong(3)).isEqualTo(3);
  }

  @Test
  void isFilledAnewForEachFrame() {
    FrameRow row =
        new FrameRow(DetectionsSchema.only(new StructType().add("frame", "long")), "v", List.of());
    row.set(1, 0, 1, 1);
    InternalRow first = row.row();
    row.set(2, 0, 1, 1);
    assertThat(row.row()).isSameAs(first);
    assertThat(first.getLong(0)).isEqualTo(2);
  }

  @Test
  void withoutColumnsARowIsOnlyCounted() {
    FrameRow row = new FrameRow(new StructType(), "v", List.of());
    row.set(1, 0, 1, 1);
    assertThat(row.row().numFields()).isZero();
  }
}
