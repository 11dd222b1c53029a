package io.euge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void plainTextStaysAsItIs() {
    assertThat(Printable.of("Straße 7, 東京 + 1e9")).isEqualTo("Straße 7, 東京 + 1e9");
  }

  @Test
  void whatATerminalWouldObeyIsNotPassedOn() {
    assertThat(Printable.of("a\u001b[2Jb\nc\rd\u0000\u202Ee\u2028f\u0085"))
        .isEqualTo("a?[2Jb?c?d??e?f?");
  }

  @Test
  void whatIsLongIsCut() {
    assertThat(Printable.of("x".repeat(201))).isEqualTo("x".repeat(200) + "...");
  }
}
