package io.euge.cli.detect;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.cli.job.SparkOptions;
import io.euge.inference.InferenceException;
import io.euge.spark.conf.EngineEntries;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class EngineCheckTest {
  @Command
  private static final class Job {
    @Mixin private SparkOptions spark;
  }

  private static SparkOptions spark(String... arguments) {
    Job job = new Job();
    new CommandLine(job).parseArgs(arguments);
    return job.spark;
  }

  private static final String[] NOWHERE = {"--conf", "spark.euge.openvino.libraries=/nowhere"};

  @Test
  void aMissingEngineIsReportedWithTheLineThatInstallsItBeforeSparkStarts() {
    assertThatThrownBy(
            () -> EngineCheck.check(Map.of(EngineEntries.ENGINE, "openvino"), spark(NOWHERE)))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("/nowhere")
        .hasMessageContaining("pip install openvino");
    assertThatThrownBy(
            () ->
                EngineCheck.check(
                    Map.of(),
                    spark(NOWHERE[0], NOWHERE[1], "--conf", "spark.euge.engine=OpenVINO")))
        .isInstanceOf(InferenceException.class);
  }

  @Test
  void onAClusterItsExecutorsNeedTheEngine() {
    assertThatCode(
            () ->
                EngineCheck.check(
                    Map.of(EngineEntries.ENGINE, "openvino"),
                    spark(NOWHERE[0], NOWHERE[1], "--master", "spark://host:7077")))
        .doesNotThrowAnyException();
    assertThatCode(() -> EngineCheck.check(Map.of(), spark(NOWHERE))).doesNotThrowAnyException();
  }
}
