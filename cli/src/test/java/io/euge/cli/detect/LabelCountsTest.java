package io.euge.cli.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class LabelCountsTest {
  private final LabelCounts counts =
      new LabelCounts(
          new BoundReference(0, DataTypes.createArrayType(DataTypes.StringType), true), 0, 0);

  @Test
  void labelsAreCountedInEachTaskAndAddedUp() {
    Map<UTF8String, Long> one = counts.createAggregationBuffer();
    counts.update(one, row("car", "bus", "car"));
    counts.update(one, row());
    Map<UTF8String, Long> other = counts.update(counts.createAggregationBuffer(), row("car", "ü"));

    Map<UTF8String, Long> all = counts.merge(one, counts.deserialize(counts.serialize(other)));

    assertThat(all)
        .containsOnly(
            Map.entry(UTF8String.fromString("car"), 3L),
            Map.entry(UTF8String.fromString("bus"), 1L),
            Map.entry(UTF8String.fromString("ü"), 1L));
    MapData result = (MapData) counts.eval(all);
    assertThat(result.numElements()).isEqualTo(3);
    for (int i = 0; i < 3; i++) {
      assertThat(result.valueArray().getLong(i))
          .isEqualTo(all.get(result.keyArray().getUTF8String(i)));
    }
  }

  @Test
  void aLabelOutlivesTheRowThatItWasIn() {
    byte[] bytes = "car".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Map<UTF8String, Long> found = counts.createAggregationBuffer();
    counts.update(found, row(UTF8String.fromBytes(bytes)));
    bytes[0] = 'b';
    assertThat(found).containsOnlyKeys(UTF8String.fromString("car"));
  }

  @Test
  void aRowWithoutAListAndALabelThatIsNullCountNothing() {
    Map<UTF8String, Long> found = counts.createAggregationBuffer();
    counts.update(found, new GenericInternalRow(new Object[] {null}));
    counts.update(found, row((Object) null));
    assertThat(found).isEmpty();
  }

  private static InternalRow row(Object... labels) {
    Object[] list = new Object[labels.length];
    for (int i = 0; i < labels.length; i++) {
      list[i] = labels[i] instanceof String text ? UTF8String.fromString(text) : labels[i];
    }
    return new GenericInternalRow(new Object[] {new GenericArrayData(list)});
  }
}
