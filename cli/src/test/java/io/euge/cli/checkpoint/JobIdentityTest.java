package io.euge.cli.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.provenance.Provenance;
import io.euge.spark.sink.CommittedFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class JobIdentityTest {
  private static final JobIdentity JOB = job("a.onnx", "11", "1", Map.of("fps", "5"), "out");

  @Test
  void theSameJobHasNoDifference() {
    assertThat(JOB.differences(job("folder/a.onnx", "11", "1", Map.of("fps", "5"), "out")))
        .as("a model is the same by its content")
        .isEmpty();
  }

  @Test
  void eachDifferenceIsNamedWithBothValues() {
    assertThat(JOB.differences(job("b.onnx", "22", "2", Map.of("iou", "0.5"), "there")))
        .containsExactly(
            "the model was a.onnx (SHA-256 11) and is b.onnx (22)",
            "Euge was 1 and is 2",
            "--fps was 5 and is not given",
            "--iou was not given and is 0.5",
            "--output was out and is there");
  }

  @Test
  void theFormatOfATableDoesNotChange() {
    JobIdentity delta =
        new JobIdentity(
            "id",
            JOB.provenance(),
            JOB.output(),
            CommittedFormat.DELTA,
            JOB.partitionBy(),
            JOB.columns());
    assertThat(JOB.differences(delta)).containsExactly("--format was parquet and is delta");
  }

  @Test
  void theColumnsOfATableDoNotChange() {
    assertThat(withColumn("true").differences(withColumn("false")))
        .containsExactly("--provenance was true and is false");
    assertThat(JOB.differences(withColumn("false"))).as("not known").isEmpty();
  }

  private static JobIdentity withColumn(String provenance) {
    return new JobIdentity(
        "id",
        JOB.provenance(),
        JOB.output(),
        JOB.format(),
        JOB.partitionBy(),
        new TreeMap<>(Map.of("--provenance", provenance)));
  }

  @Test
  void aCheckpointIsOfDetectionsOrOfTracks() {
    assertThat(JOB.differences(job("a.onnx", "11", "1", Map.of("fps", "5"), null)))
        .containsExactly("it was one of euge detect and is one of euge track or euge count");
    assertThat(job("a.onnx", "11", "1", Map.of(), null).table(new Path("file:/kept")))
        .isEqualTo("file:/kept/detections");
  }

  private static JobIdentity job(
      String model, String hash, String version, Map<String, String> options, String output) {
    return new JobIdentity(
        "id",
        new Provenance(model, hash, version, new TreeMap<>(options)),
        output,
        null,
        List.of(),
        new TreeMap<>());
  }
}
