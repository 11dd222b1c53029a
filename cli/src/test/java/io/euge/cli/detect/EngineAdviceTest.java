package io.euge.cli.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.conf.EngineEntries;
import io.euge.spark.conf.ReaderOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineAdviceTest {
  @Test
  void anInstalledEngineIsMentioned() {
    assertThat(EngineAdvice.of(Optional.of(Path.of("libs")))).get().asString().contains("--engine");
    assertThat(EngineAdvice.of(Optional.empty())).isEmpty();
  }

  @Test
  void notToWhoChoseAnEngineOrAGpu() {
    assertThat(EngineAdvice.of(Map.of(EngineEntries.ENGINE, "openvino"), Map.of())).isEmpty();
    assertThat(EngineAdvice.of(Map.of(), Map.of("spark.euge.engine", "OpenVINO"))).isEmpty();
    assertThat(EngineAdvice.of(Map.of(ReaderOptions.DEVICE, "cuda"), Map.of())).isEmpty();
  }
}
