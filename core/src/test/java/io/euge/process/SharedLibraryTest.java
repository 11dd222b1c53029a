package io.euge.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class SharedLibraryTest {
  @Test
  @EnabledOnOs(OS.LINUX)
  void theSystemsOwnLibraryIsInstalled() {
    assertThat(SharedLibrary.isInstalled("libc.so.6")).isTrue();
  }

  @Test
  void aLibraryThatNobodyHasIsNotInstalled() {
    assertThat(SharedLibrary.isInstalled("libeuge-has-no-such.so.9")).isFalse();
  }
}
