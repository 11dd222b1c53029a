package io.euge.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProcessEnvironmentTest {
  @Test
  void nativeLibrariesSeeWhatIsSetAndJavaDoesNot() {
    String name = "EUGE_TEST_" + System.nanoTime();
    assertThat(ProcessEnvironment.value(name)).isEmpty();
    ProcessEnvironment.set(name, "GPU-a,GPU-b");
    assertThat(ProcessEnvironment.value(name)).contains("GPU-a,GPU-b");
    ProcessEnvironment.set(name, "");
    assertThat(ProcessEnvironment.value(name)).contains("");
    assertThat(System.getenv(name)).isNull();
  }

  @Test
  void whatIsNoNameIsRefused() {
    assertThatThrownBy(() -> ProcessEnvironment.set("A=B", "c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A=B");
  }
}
