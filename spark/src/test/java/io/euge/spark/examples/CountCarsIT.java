package io.euge.spark.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.LocalSpark;
import io.euge.testing.Readme;
import io.euge.testing.Shared;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class CountCarsIT {
  @Test
  void carsAreCountedForEachVideo() throws IOException {
    try (SparkSession spark =
        LocalSpark.builder(2).config("spark.plugins", "io.euge.spark.EugePlugin").getOrCreate()) {
      List<Row> rows =
          CountCars.count(
                  spark,
                  Shared.model("yolo-fastest-1.1-xl.cfg").toString(),
                  Shared.highway().resolveSibling("*.mp4").toString())
              .collectAsList();
      assertThat(rows).hasSize(2);
      assertThat(rows.get(0).getString(0)).endsWith("car-detection.mp4");
      assertThat(rows.get(0).getLong(1)).isPositive();
      assertThat(rows.get(1).getString(0)).endsWith("highway.mp4");
      assertThat(rows.get(1).getLong(1)).isGreaterThan(1000);
    }
  }

  @Test
  void theReadmeShowsThisVeryCode() throws IOException {
    Readme.shows(CountCars.class);
  }
}
