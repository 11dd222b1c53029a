package io.euge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteSizeTest {
  @Test
  void wholeMebibytesAreRoundedUp() {
    assertThat(ByteSize.wholeMib(0)).isEqualTo("0 MiB");
    assertThat(ByteSize.wholeMib(1)).isEqualTo("1 MiB");
    assertThat(ByteSize.wholeMib(12 << 20)).isEqualTo("12 MiB");
  }

  @Test
  void otherUnitsHaveOneDecimal() {
    assertThat(ByteSize.mib(3 << 19)).isEqualTo("1.5 MiB");
    assertThat(ByteSize.gib(24L << 30)).isEqualTo("24.0 GiB");
    assertThat(ByteSize.mb(6_980_000)).isEqualTo("7.0 MB");
    assertThat(ByteSize.kib(100 << 10)).isEqualTo("100 KiB");
  }

  @Test
  void aDecimalSizeHasFewDigits() {
    assertThat(ByteSize.decimal(6_980_000)).isEqualTo("7.0 MB");
    assertThat(ByteSize.decimal(1_234_600_000)).isEqualTo("1,235 MB");
    assertThat(ByteSize.decimal(-24_400_000_000L)).isEqualTo("-24 GB");
  }
}
