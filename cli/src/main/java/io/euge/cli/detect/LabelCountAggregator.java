package io.euge.cli.detect;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Aggregator;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** Counts how often each label stands in a column of lists of labels, as a Spark aggregate. */
public final class LabelCountAggregator extends Aggregator<Row, Map<String, Long>, Row> {
  private static final long serialVersionUID = 1L;
  private static final Encoder<Row> INPUT =
      Encoders.row(
          new StructType().add("labels", DataTypes.createArrayType(DataTypes.StringType, false)));
  private static final Encoder<Row> OUTPUT =
      Encoders.row(
          new StructType()
              .add("counts", DataTypes.createMapType(DataTypes.StringType, DataTypes.LongType)));

  /** The count of each label as a struct with one map. */
  public static Column of(Column labels) {
    return functions.udaf(new LabelCountAggregator(), INPUT).apply(labels);
  }

  /** Reads what {@link #of} gave. */
  public static Map<String, Long> counts(Row result) {
    return result.getJavaMap(0);
  }

  @Override
  public Map<String, Long> zero() {
    return new HashMap<>();
  }

  @Override
  public Map<String, Long> reduce(Map<String, Long> counts, Row row) {
    for (Object label : row.getList(0)) {
      counts.merge((String) label, 1L, Long::sum);
    }
    return counts;
  }

  @Override
  public Map<String, Long> merge(Map<String, Long> a, Map<String, Long> b) {
    b.forEach((label, count) -> a.merge(label, count, Long::sum));
    return a;
  }

  @Override
  public Row finish(Map<String, Long> counts) {
    return RowFactory.create(CollectionConverters.asScala(counts));
  }

  @Override
  @SuppressWarnings("unchecked")
  public Encoder<Map<String, Long>> bufferEncoder() {
    return (Encoder<Map<String, Long>>) (Encoder<?>) Encoders.kryo(Map.class);
  }

  @Override
  public Encoder<Row> outputEncoder() {
    return OUTPUT;
  }
}
