package io.euge.peers.djl;

import io.euge.peers.Contest;
import io.euge.peers.Entry;
import io.euge.peers.Frame;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;


/** A DJL predictor with a model of its own for each partition of JPEG files. */
public final class DjlContestant {
  private DjlContestant() {}

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
      String settings =
          "JPEGs, %d partitions, batches of %d, %d engine thread(s) a predictor"
              .formatted(entry.partitions(), entry.batch(), entry.threads());
      new Contest(entry).run("DJL", settings, () -> detect(spark, entry));
    }
  }

  private static List<Frame> detect(SparkSession spark, Entry entry) {
    Dataset<Row> files =
        spark.read().format("binaryFile").load(entry.jpegs().toString()).select("path", "content");
    PartitionPredictor predictor =
        new PartitionPredictor(entry.model().toString(), entry.batch(), entry.threads());
    return files.coalesce(entry.partitions()).javaRDD().mapPartitions(predictor).collect();
  }
}
