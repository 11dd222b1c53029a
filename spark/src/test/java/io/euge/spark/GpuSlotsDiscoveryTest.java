package io.euge.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.device.gpu.GpuSlot;
import io.euge.testing.FakePrograms;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.resource.ResourceID;
import org.apache.spark.resource.ResourceRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuSlotsDiscoveryTest {
  private static final String TWO =
      """
      0, GPU-aaaa, NVIDIA A10, 24576, 0, 0, Default, [N/A]
      1, GPU-bbbb, NVIDIA A10, 24576, 0, 0, Default, [N/A]\
      """;

  @TempDir Path folder;
  private final SparkConf conf = new SparkConf(false);

  @BeforeEach
  void twoGpus() {
    says(0, TWO);
  }

  @Test
  void everySlotIsAnAddressAndItsGpuIsReadFromIt() {
    conf.set("spark.euge.gpu.slots", "2");
    assertThat(addresses())
        .containsExactly("GPU-aaaa::0", "GPU-bbbb::0", "GPU-aaaa::1", "GPU-bbbb::1");
    assertThat(Arrays.stream(addresses()).map(address -> GpuSlot.parse(address).uuid()))
        .containsExactly("GPU-aaaa", "GPU-bbbb", "GPU-aaaa", "GPU-bbbb");
  }

  @Test
  void aGpuHasOneSlotByDefault() {
    assertThat(addresses()).containsExactly("GPU-aaaa::0", "GPU-bbbb::0");
  }

  @Test
  void anExecutorClaimsWhatItWasPromisedAndNoMore() {
    conf.set("spark.euge.gpu.slots", "2");
    conf.set("spark.euge.gpu.claims", folder.resolve("claims").toString());
    ResourceRequest one =
        new ResourceRequest(
            new ResourceID("spark.executor", "gpu"), 1, Optional.empty(), Optional.empty());
    assertThat(IntStream.range(0, 4).mapToObj(i -> discover(one)[0]))
        .containsExactly("GPU-aaaa::0", "GPU-bbbb::0", "GPU-aaaa::1", "GPU-bbbb::1");
    assertThatThrownBy(() -> discover(one)).hasMessageContaining("spark.euge.gpu.slots");
  }

  @Test
  void otherResourcesAreLeftToOthers() {
    assertThat(new GpuSlotsDiscovery().discoverResource(request("fpga"), conf)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "61", "two", "", "1.5"})
  void aWrongNumberOfSlotsIsRefused(String slots) {
    conf.set("spark.euge.gpu.slots", slots);
    assertThatThrownBy(this::addresses)
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("from 1 to 60");
  }

  @Test
  void aHostWithoutADriverIsReported() {
    says(9, "NVIDIA-SMI has failed");
    assertThatThrownBy(this::addresses)
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("no NVIDIA driver");
  }

  private void says(int exitCode, String text) {
    Path smi = FakePrograms.saying(folder, "nvidia-smi", exitCode, text);
    conf.set("spark.euge.gpu.nvidia-smi", smi.toString());
  }

  private String[] addresses() {
    return discover(request("gpu"));
  }

  private String[] discover(ResourceRequest request) {
    return new GpuSlotsDiscovery().discoverResource(request, conf).orElseThrow().addresses();
  }

  private static ResourceRequest request(String resource) {
    return new ResourceRequest(
        new ResourceID("spark.worker", resource), 2, Optional.empty(), Optional.empty());
  }
}
