package io.euge.peers.synapseml;

import com.microsoft.azure.synapse.ml.onnx.ONNXModel;
import io.euge.peers.Contest;
import io.euge.peers.Entry;
import io.euge.peers.FloatTwin;
import io.euge.peers.Frame;
import io.euge.peers.Heads;
import io.euge.peers.Jpeg;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;


/** SynapseML's ONNXModel between a decoder of JPEG files and Euge's decoder of outputs. */
public final class SynapseMlContestant {
  private SynapseMlContestant() {}

  public static void main(String[] args) throws Exception {
    Entry entry = Entry.fromProperties();
    SparkSession spark =
        SparkSession.builder()
            .master(entry.master())
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();
    try (spark) {
      byte[] twin = FloatTwin.of(entry.model());
      String settings =
          "JPEGs, %d partition(s), mini batches of %d, the engine's own choice of threads"
              .formatted(entry.partitions(), entry.batch());
      new Contest(entry).run("SynapseML", settings, () -> detect(spark, entry, twin));
    }
  }

  private static List<Frame> detect(SparkSession spark, Entry entry, byte[] twin) {
    String model = entry.model().toString();
    List<String> outputs = new Heads(model).outputs();
    Dataset<Row> pixels =
        spark
            .read()
            .format("binaryFile")
            .load(entry.jpegs().toString())
            .select("path", "content")
            .coalesce(entry.partitions())
            .mapPartitions(
                (org.apache.spark.api.java.function.MapPartitionsFunction<Row, Pixels>)
                    files -> letterboxed(files, model),
                Encoders.bean(Pixels.class))
            .toDF();
    Dataset<Row> raw = network(twin, outputs, entry.batch()).transform(pixels);
    Column[] heads = outputs.stream().map(functions::col).toArray(Column[]::new);
    return raw.select(
            functions.col("number"),
            functions.col("width"),
            functions.col("height"),
            functions.array(heads).as("heads"))
        .as(Encoders.bean(Outputs.class))
        .javaRDD()
        .mapPartitions((FlatMapFunction<Iterator<Outputs>, Frame>) rows -> decoded(rows, model))
        .collect();
  }

  private static ONNXModel network(byte[] twin, List<String> outputs, int batch) {
    HashMap<String, String> fetch = new HashMap<>();
    outputs.forEach(output -> fetch.put(output, output));
    ONNXModel network = new ONNXModel().setModelPayload(twin);
    network.setDeviceType("CPU");
    network.setFeedDict(new HashMap<>(Map.of("images", "planes")));
    network.setFetchDict(fetch);
    network.setMiniBatchSize(batch);
    return network;
  }

  private static Iterator<Pixels> letterboxed(Iterator<Row> files, String model) {
    Heads heads = new Heads(model);
    return map(
        files,
        file ->
            new Pixels(
                Jpeg.letterboxed(
                    file.getString(0), file.getAs(1), heads.inputWidth(), heads.inputHeight()),
                heads.inputWidth(),
                heads.inputHeight()));
  }

  private static Iterator<Frame> decoded(Iterator<Outputs> rows, String model) {
    Heads heads = new Heads(model);
    return map(
        rows,
        row ->
            heads.decode(
                flat(row.getHeads()), 0, row.getNumber(), row.getWidth(), row.getHeight()));
  }

  private static List<FloatBuffer> flat(float[][][][] heads) {
    List<FloatBuffer> flat = new ArrayList<>();
    for (float[][][] head : heads) {
      FloatBuffer floats = FloatBuffer.allocate(head.length * head[0].length * head[0][0].length);
      for (float[][] channel : head) {
        for (float[] row : channel) {
          floats.put(row);
        }
      }
      flat.add(floats.flip());
    }
    return flat;
  }

  private static <A, B> Iterator<B> map(
      Iterator<A> source, java.util.function.Function<A, B> change) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return source.hasNext();
      }

      @Override
      public B next() {
        return change.apply(source.next());
      }
    };
  }
}
