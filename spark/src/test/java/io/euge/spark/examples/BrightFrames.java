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
        frames -> { // one segment of one video, in one task
          List<Row> measured = new ArrayList<>();
          while (frames.hasNext()) {
            Row frame = frames.next();
            byte[] bgr = frame.getAs("data");
            long sum = 0;
            for (byte value : bgr) {
              sum += value & 255;
            }
            measured.add(RowFactory.create(frame.get(0), frame.get(1), (double) sum / bgr.length));
          }
          return measured.iterator();
        };
    Dataset<Row> measured =
        spark
            .read()
            .format("video")
            .option("fps", 1)
            .load(videos)
            .select("video", "seconds", "image.data")
            .mapPartitions(
                brightness,
                Encoders.row(
                    StructType.fromDDL("video STRING, seconds DOUBLE, brightness DOUBLE")));
    // README: end
    return measured;
  }
}
