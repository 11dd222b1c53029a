package io.euge.spark.source.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.conf.ImageSettings;
import io.euge.spark.recording.Recording;
import io.euge.spark.source.VideoSchema;
import java.time.Instant;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class FrameRowTest {
  private static final Instant START = Instant.parse("2026-01-31T23:00:00Z");
  private static final Recording RECORDING = new Recording("v", "c", null);

  @Test
  void hasTheWantedColumnsInTheOrderAskedFor() {
    FrameRow row =
        new FrameRow(
            columns(
                "height", "video", "seconds", "frame", "key", "camera", "time", "pixelAspectRatio"),
            new Recording("file:/v/ä b.mp4", "gäte 1", START));
    row.set(3, 0.125, true, 640, 480, 1.5, null);
    InternalRow values = row.row();
    assertThat(values.numFields()).isEqualTo(8);
    assertThat(values.getInt(0)).isEqualTo(480);
    assertThat(values.getUTF8String(1)).hasToString("file:/v/ä b.mp4");
    assertThat(values.getDouble(2)).isEqualTo(0.125);
    assertThat(values.getLong(3)).isEqualTo(3);
    assertThat(values.getBoolean(4)).isTrue();
    assertThat(values.getUTF8String(5)).hasToString("gäte 1");
    assertThat(values.getLong(6)).isEqualTo(1_769_900_400_125_000L);
    assertThat(values.getDouble(7)).isEqualTo(1.5);
  }

  @Test
  void whatIsUnknownOfAVideoIsNull() {
    FrameRow row = new FrameRow(columns("camera", "time"), new Recording("v", null, null));
    row.set(3, 0.125, true, 640, 480, 1.5, null);
    assertThat(row.row().isNullAt(0)).isTrue();
    assertThat(row.row().isNullAt(1)).isTrue();
  }

  @Test
  void isFilledAnewForEachFrame() {
    FrameRow row = new FrameRow(columns("frame"), RECORDING);
    row.set(1, 0, false, 1, 1, 1, null);
    InternalRow first = row.row();
    row.set(2, 0, false, 1, 1, 1, null);
    assertThat(row.row()).isSameAs(first);
    assertThat(first.getLong(0)).isEqualTo(2);
  }

  @Test
  void withoutColumnsARowIsOnlyCounted() {
    FrameRow row = new FrameRow(columns(), RECORDING);
    row.set(1, 0, false, 1, 1, 1, null);
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
