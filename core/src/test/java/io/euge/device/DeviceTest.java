package io.euge.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {
  @ParameterizedTest
  @ValueSource(strings = {"cpu", "cuda:0", "cuda:12", "sim:3"})
  void isReadAndWrittenTheSame(String text) {
    assertThat(Device.parse(text)).hasToString(text).isEqualTo(Device.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"CPU, cpu", "Cuda:1, cuda:1", "SIM:3, sim:3"})
  void isReadInAnyCase(String text, String device) {
    assertThat(Device.parse(text)).hasToString(device);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "cuda", "cuda:", "cuda:-1", "cpu:0", "cuda:0 "})
  void anythingElseIsNoDevice(String text) {
    assertThatThrownBy(() -> Device.parse(text))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("cuda:N");
  }

  @Test
  void allButTheProcessorAreAccelerators() {
    assertThat(Device.CPU.accelerator()).isFalse();
    assertThat(Device.parse("sim:0").accelerator()).isTrue();
  }
}
