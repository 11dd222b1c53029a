package io.euge.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.euge.EugeException;
import io.euge.testing.OneSentence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuParametersTest {
  @TempDir Path folder;

  private static String t4() throws IOException {
    try (InputStream in = GpuParameters.class.getResourceAsStream("t4.properties")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String file(String content) throws IOException {
    return Files.writeString(folder.resolve("gpu.properties"), content).toString();
  }

  @Test
  void theBuiltInTypesAreThere() {
    GpuParameters t4 = GpuParameters.of("t4");
    assertThat(t4.multiprocessors()).isEqualTo(40);
    assertThat(t4.memory()).isEqualTo(15102L << 20);
    assertThat(t4.sliceSeconds()).isEqualTo(0.002);
    for (String name : GpuParameters.NAMES) {
      assertThat(GpuParameters.of(name).name()).endsWith("(simulated)");
    }
  }

  @Test
  void everyNumberSaysWhereItComesFrom() throws Exception {
    String comment = "";
    for (String line : t4().lines().skip(4).toList()) {
      if (line.startsWith("#")) {
        comment += line;
      } else if (line.isBlank()) {
        comment = "";
      } else {
        assertThat(comment.toLowerCase(Locale.ROOT))
            .as(line)
            .containsAnyOf("assumed", ".com", "chosen");
      }
    }
  }

  @Test
  void aFileOfTheUsersIsReadAsTheBuiltInOnesAre() throws Exception {
    GpuParameters parameters = GpuParameters.of(file(t4() + "\ndirectory=" + folder));
    assertThat(parameters).isEqualTo(GpuParameters.of("t4").withDirectory(folder));
  }

  @Test
  void anErrorIsReportedInOneSentence() throws Exception {
    refused(t4().replace("kernels=120", ""), "kernels is missing");
    refused(t4().replace("kernels=120", "kernels=many"), "kernels is 'many', no number");
    refused(t4().replace("slice.milliseconds=2", "slice.milliseconds=0"), "must be from 0.001 to");
    refused(t4() + "\nmultiprocesors=3", "nothing is called multiprocesors");
    assertThatThrownBy(() -> GpuParameters.of("t5"))
        .isInstanceOfSatisfying(
            EugeException.class,
            e -> assertThat(OneSentence.of(e)).contains("'t5'", "[t4, a10, h100]"));
  }

  private void refused(String content, String why) throws IOException {
    String file = file(content);
    assertThatThrownBy(() -> GpuParameters.of(file))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining(why)
        .hasMessageContaining("gpu.properties");
  }

  @Test
  void smallRunsLeaveMostOfTheGpuIdleAndLargeBatchesFillIt() {
    GpuParameters t4 = GpuParameters.of("t4");
    RunCost small = t4.run(1, 0.25, 3e5, 1e5);
    RunCost large = t4.run(64, 66, 5e5, 1e6);
    assertThat(small.width()).isLessThan(10);
    assertThat(large.width()).isGreaterThan(39.9);
    assertThat(t4.exclusiveSeconds(large)).isCloseTo(64 * 66e9 / (8.1e12 * 0.5), within(0.02));
    assertThat(t4.exclusiveSeconds(t4.run(2, 66, 0, 0)) - t4.exclusiveSeconds(t4.run(1, 66, 0, 0)))
        .as("a line in the frames")
        .isCloseTo(66e9 / (8.1e12 * 0.5), within(1e-9));
  }
}
