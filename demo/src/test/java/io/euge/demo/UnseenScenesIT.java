package io.euge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.job.SparkOptions;
import io.euge.cli.table.DetectionRow;
import io.euge.cli.table.DetectionTable;
import io.euge.evaluation.groundtruth.VideoGroundTruth;
import io.euge.traffic.Clip;
import io.euge.traffic.Conditions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures of docs/counting.md. Takes about ten minutes for a row, with two cores. */
@EnabledIf("io.euge.testing.LongTests#enabled")
class UnseenScenesIT {
  private static final int SCENES = 20;
  private static final double SECONDS = 20;

  @ParameterizedTest
  @CsvSource({"801000, 274", "801100, 286", "850000, 273"})
  void atMostThreePercentAreMiscounted(long seed, int crossings, @TempDir Path folder)
      throws IOException {
    Map<String, VideoGroundTruth> truths = new LinkedHashMap<>();
    Conditions[] conditions = Conditions.values();
    for (int i = 0; i < SCENES; i++) {
      Conditions one = conditions[i % conditions.length];
      String name = "%s-%d.mp4".formatted(one.name(), seed + i);
      truths.put(name, Clip.of(seed + i, one, SECONDS).write(folder.resolve(name)));
    }
    Map<String, List<DetectionRow>> found =
        detect(folder).stream().collect(Collectors.groupingBy(DetectionRow::name));
    int there = 0;
    int apart = 0;
    for (Map.Entry<String, VideoGroundTruth> scene : truths.entrySet()) {
      ClipCounts counts = ClipCounts.of(scene.getValue(), found.get(scene.getKey()));
      for (ClipCounts.OfLane lane : counts.lanes()) {
        there += lane.there();
        apart += Math.abs(lane.there() - lane.counted());
      }
    }
    assertThat(there).isEqualTo(crossings);
    assertThat((double) apart / there).as("%d of %d", apart, there).isLessThanOrEqualTo(0.03);
  }

  private static List<DetectionRow> detect(Path folder) {
    SparkSession spark = SparkOptions.local(2).start("unseen scenes");
    try {
      Path table = folder.resolve("table");
      spark
          .read()
          .format("detections")
          .option("model", "demo")
          .option("device", "cpu")
          .option("confidence", 0.1)
          .option("nms", "vehicles")
          .option("iou", 0.65)
          .load(folder + "/*.mp4")
          .write()
          .parquet(table.toString());
      return new DetectionTable(table).inOrder();
    } finally {
      spark.stop();
    }
  }
}
