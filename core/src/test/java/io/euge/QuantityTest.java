package io.euge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantityTest {
  @Test
  void oneOfAThingIsInTheSingular() {
    assertThat(Quantity.of(0, "node")).isEqualTo("0 nodes");
    assertThat(Quantity.of(1, "node")).isEqualTo("1 node");
    assertThat(Quantity.of(1126, "frame")).isEqualTo("1,126 frames");
    assertThat(Quantity.of(1, "process", "processes")).isEqualTo("1 process");
    assertThat(Quantity.of(2, "process", "processes")).isEqualTo("2 processes");
  }
}
