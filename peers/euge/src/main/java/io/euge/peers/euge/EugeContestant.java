package io.euge.peers.euge;

import io.euge.peers.Contest;
import io.euge.peers.Entry;
import io.euge.peers.Found;
import io.euge.peers.Frame;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;


/**
 * Euge's data source {@code detections} on the video itself. A video is one task, which gets all
 * cores: threads of the engine, and decoding ahead.
 */
public final class EugeContestant {
  private EugeContestant() {}

  public static void main(String[] args) throws Exception {
    Entry entry = Entry.fromProperties();
    SparkSession spark =
        SparkSession.builder()
            .master(entry.master())
            .config("spark.task.cpus", entry.threads())
            .config("spark.euge.prefetch", 1)
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();
    try (spark) {
      new Contest(entry)
          .run("Euge", "the video itself, one task with all cores", () -> detect(spark, entry));
    }
  }

  private static List<Frame> detect(SparkSession spark, Entry entry) {
    return spark
        .read()
        .format("detections")
        .option("model", entry.model().toString())
        .load(entry.video().toString())
        .select("frame", "detections")
        .collectAsList()
        .stream()
        .map(EugeContestant::frame)
        .toList();
  }

  private static Frame frame(Row row) {
    List<Found> found = new ArrayList<>();
    List<Row> detections = row.getList(1);
    for (Row box : detections) {
      found.add(
          new Found(
              box.getAs("label"),
              box.<Float>getAs("confidence"),
              box.<Float>getAs("x"),
              box.<Float>getAs("y"),
              box.<Float>getAs("width"),
              box.<Float>getAs("height")));
    }
    return new Frame(row.getLong(0), found);
  }
}
