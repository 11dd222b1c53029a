package io.euge.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceRequestTest {
  @ParameterizedTest
  @ValueSource(strings = {"auto", "cpu", "cuda", "cuda:0", "cuda:3", "sim", "sim:1"})
  void isWrittenAsItIsRead(String text) {
    assertThat(DeviceRequest.parse(text)).hasToString(text);
  }

  @Test
  void onlyAnIndexNamesTheVeryDevice() {
    assertThat(DeviceRequest.parse("cuda").device()).isEmpty();
    assertThat(DeviceRequest.parse("cuda").kind()).contains(Device.Kind.CUDA);
    assertThat(DeviceRequest.parse("cuda:1").device()).contains(new Device(Device.Kind.CUDA, 1));
    assertThat(DeviceRequest.parse("auto").kind()).isEmpty();
  }

  @Test
  void anythingElseIsRefused() {
    assertThatThrownBy(() -> DeviceRequest.parse("gpu"))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("gpu");
  }
}
