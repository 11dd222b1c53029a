package io.euge.spark.examples;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** A function of one's own on the pixels of frames, as the documentation shows it. */
final class BrightFrames {
  private BrightFrames() {}

  static Dataset<Row> measure(SparkSession spark, String videos) {
    // README: begin
    MapPartitionsFunction<Row, Row> brightness =
        frames -> {
          List<Row> rows = new ArrayList<>(); // of one segment of one video
          while (frames.hasNext()) {
            Row frame = frames.next();
            byte[] bgr = frame.getAs("data");
            double sum = 0;
            for (byte value : bgr) {
              sum += value & 255;
            }
            rows.add(RowFactory.create(frame.get(0), frame.get(1), sum / bgr.length));
          }
          return rows.iterator();
        };
    StructType columns = StructType.fromDDL("video STRING, seconds DOUBLE, brightness DOUBLE");
    Dataset<Row> frames = spark.read().format("video").option("fps", 1).load(videos);
    Dataset<Row> measured =
        frames
            .select("video", "seconds", "image.data")
            .mapPartitions(brightness, Encoders.row(columns));
    // README: end
    return measured;
  }
}
