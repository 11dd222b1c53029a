package io.euge.peers.djl;

import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import io.euge.peers.Frame;
import io.euge.peers.Heads;
import io.euge.peers.Jpeg;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;


/** The work of one task: loads a model of its own, as DJL's Spark extension does, and predicts. */
final class PartitionPredictor implements FlatMapFunction<Iterator<Row>, Frame> {
  private static final long serialVersionUID = 1;

  private final String model;
  private final int batch;
  private final int threads;

  PartitionPredictor(String model, int batch, int threads) {
    this.model = model;
    this.batch = batch;
    this.threads = threads;
  }

  @Override
  public Iterator<Frame> call(Iterator<Row> files) throws Exception {
    Heads heads = new Heads(model);
    List<Frame> frames = new ArrayList<>();
    try (ZooModel<Jpeg[], List<Frame>> loaded = load(heads);
        Predictor<Jpeg[], List<Frame>> predictor = loaded.newPredictor()) {
      List<Jpeg> waiting = new ArrayList<>(batch);
      while (files.hasNext()) {
        Row file = files.next();
        waiting.add(
            Jpeg.letterboxed(
                file.getString(0), file.getAs(1), heads.inputWidth(), heads.inputHeight()));
        if (waiting.size() == batch || !files.hasNext()) {
          frames.addAll(predictor.predict(waiting.toArray(new Jpeg[0])));
          waiting.clear();
        }
      }
    }
    return frames.iterator();
  }

  @SuppressWarnings("unchecked")
  private ZooModel<Jpeg[], List<Frame>> load(Heads heads) throws Exception {
    return Criteria.builder()
        .setTypes(Jpeg[].class, (Class<List<Frame>>) (Class<?>) List.class)
        .optEngine("OnnxRuntime")
        .optModelPath(Path.of(model))
        .optOption("intraOpNumThreads", Integer.toString(threads))
        .optOption("interOpNumThreads", "1")
        .optTranslator(new BatchTranslator(heads))
        .build()
        .loadModel();
  }
}
