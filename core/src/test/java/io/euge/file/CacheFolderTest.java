package io.euge.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {
  private static final Map<String, String> ALL =
      Map.of("EUGE_CACHE", "/e", "XDG_CACHE_HOME", "/x", "HOME", "/h");

  @Test
  void followsTheEnvironment() {
    assertThat(CacheFolder.standard(ALL)).isEqualTo(Path.of("/e"));
    assertThat(CacheFolder.standard(Map.of("XDG_CACHE_HOME", "/x", "HOME", "/h")))
        .isEqualTo(Path.of("/x/euge"));
    assertThat(CacheFolder.standard(Map.of("XDG_CACHE_HOME", "", "HOME", "/h")))
        .isEqualTo(Path.of("/h/.cache/euge"));
  }

  @Test
  void withoutVariablesItIsInTheHomeDirectoryThatTheSystemHasForTheUser() {
    Path known = Path.of(System.getProperty("user.home"), ".cache", "euge");
    assertThat(CacheFolder.standard(Map.of())).isEqualTo(known);
    assertThat(CacheFolder.standard(Map.of("HOME", ""))).isEqualTo(known);
  }

  @Test
  void withoutAHomeDirectoryNoFolderAppearsInTheWorkingDirectory() {
    String known = System.setProperty("user.home", "?");
    try {
      assertThat(CacheFolder.standard(Map.of()))
          .isEqualTo(Path.of("/nonexistent", ".cache", "euge"));
    } finally {
      System.setProperty("user.home", known);
    }
  }
}
