package io.euge.inference.onnxruntime.session;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import io.euge.process.ProcessEnvironment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class OnnxRuntimeTelemetryTest {
  private static final String VARIABLE = "ORT_DISABLE_TELEMETRY";

  @TempDir Path folder;

  @Test
  void theEngineIsNeverLoadedWithTelemetry() {
    ProcessEnvironment.set(VARIABLE, "0");
    OnnxRuntimeTelemetry.disable(Map.of(VARIABLE, "0"));
    assertThat(ProcessEnvironment.get(VARIABLE)).contains("1");
    assertThat(OnnxRuntimeEnvironment.get()).isSameAs(OrtEnvironment.getEnvironment());
    assertThat(ProcessEnvironment.get(VARIABLE)).contains("1");
  }

  @Test
  @Timeout(120)
  void aProcessWhoseUserAsksForTelemetryStoresNothingOfIt() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    Process process =
        FirstSession.start(
            folder.resolve("cache"),
            Map.of("HOME", home.toString(), "XDG_CACHE_HOME", home.toString(), VARIABLE, "0"));
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("first session of 2 inputs");
    try (Stream<Path> stored = Files.walk(home)) {
      assertThat(stored.toList()).isEqualTo(List.of(home));
    }
  }
}
