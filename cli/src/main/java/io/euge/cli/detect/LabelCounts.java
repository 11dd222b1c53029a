package io.euge.cli.detect;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.aggregate.ImperativeAggregate;
import org.apache.spark.sql.catalyst.expressions.aggregate.TypedImperativeAggregate;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Counts the occurrences of each label in an array column of labels, as a Spark aggregate.
 *
 * <p>This is a Catalyst expression and not an {@code Aggregator}, because the encoders of an {@code
 * Aggregator} generate code for each job, which takes a tenth of the time of a short job.
 */
public final class LabelCounts extends TypedImperativeAggregate<Map<UTF8String, Long>>
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final DataType TYPE =
      DataTypes.createMapType(DataTypes.StringType, DataTypes.LongType, false);

  private final Expression labels;
  private final int mutableOffset;
  private final int inputOffset;

  /**
   * Catalyst copies expressions with a constructor that has the values of {@link #productElement}.
   */
  public LabelCounts(Expression labels, int mutableOffset, int inputOffset) {
    this.labels = labels;
    this.mutableOffset = mutableOffset;
    this.inputOffset = inputOffset;
  }

  /** Returns a column with a map from label to count. */
  public static Column of(Column labels) {
    return ExpressionUtils.column(
        new LabelCounts(ExpressionUtils.expression(labels), 0, 0).toAggregateExpression());
  }

  /** Converts a result of {@link #of} to a map. */
  @SuppressWarnings("unchecked")
  public static Map<String, Long> counts(Object result) {
    return result instanceof scala.collection.Map<?, ?> map
        ? CollectionConverters.asJava((scala.collection.Map<String, Long>) map)
        : (Map<String, Long>) result;
  }

  @Override
  public Map<UTF8String, Long> createAggregationBuffer() {
    return new HashMap<>();
  }

  @Override
  public Map<UTF8String, Long> update(Map<UTF8String, Long> counts, InternalRow row) {
    ArrayData list = (ArrayData) labels.eval(row);
    for (int i = 0; list != null && i < list.numElements(); i++) {
      if (!list.isNullAt(i)) {
        add(counts, list.getUTF8String(i));
      }
    }
    return counts;
  }

  private static void add(Map<UTF8String, Long> counts, UTF8String label) {
    Long count = counts.get(label);
    if (count == null) {
      // Copy the label because Spark reuses the row.
      counts.put(label.copy(), 1L);
    } else {
      counts.put(label, count + 1);
    }
  }

  @Override
  public Map<UTF8String, Long> merge(Map<UTF8String, Long> a, Map<UTF8String, Long> b) {
    b.forEach((label, count) -> a.merge(label, count, Long::sum));
    return a;
  }

  @Override
  public Object eval(Map<UTF8String, Long> counts) {
    List<UTF8String> names = List.copyOf(counts.keySet());
    return new ArrayBasedMapData(
        new GenericArrayData(names.toArray()),
        new GenericArrayData(names.stream().map(counts::get).toArray()));
  }

  @Override
  public byte[] serialize(Map<UTF8String, Long> counts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(counts.size());
      for (Map.Entry<UTF8String, Long> count : counts.entrySet()) {
        byte[] label = count.getKey().getBytes();
        out.writeInt(label.length);
        out.write(label);
        out.writeLong(count.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public Map<UTF8String, Long> deserialize(byte[] bytes) {
    Map<UTF8String, Long> counts = new HashMap<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      for (int left = in.readInt(); left > 0; left--) {
        counts.put(UTF8String.fromBytes(in.readNBytes(in.readInt())), in.readLong());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return counts;
  }

  @Override
  public DataType dataType() {
    return TYPE;
  }

  @Override
  public boolean nullable() {
    return false;
  }

  @Override
  public int mutableAggBufferOffset() {
    return mutableOffset;
  }

  @Override
  public int inputAggBufferOffset() {
    return inputOffset;
  }

  @Override
  public ImperativeAggregate withNewMutableAggBufferOffset(int offset) {
    return new LabelCounts(labels, offset, inputOffset);
  }

  @Override
  public ImperativeAggregate withNewInputAggBufferOffset(int offset) {
    return new LabelCounts(labels, mutableOffset, offset);
  }

  @Override
  public Seq<Expression> children() {
    return CollectionConverters.asScala(List.of(labels)).toSeq();
  }

  @Override
  public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
    return new LabelCounts(children.apply(0), mutableOffset, inputOffset);
  }

  @Override
  public int productArity() {
    return 3;
  }

  @Override
  public Object productElement(int index) {
    return switch (index) {
      case 0 -> labels;
      case 1 -> mutableOffset;
      case 2 -> inputOffset;
      default -> throw new IndexOutOfBoundsException(index);
    };
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof LabelCounts;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelCounts counts
        && labels.equals(counts.labels)
        && mutableOffset == counts.mutableOffset
        && inputOffset == counts.inputOffset;
  }

  @Override
  public int hashCode() {
    return labels.hashCode();
  }
}
