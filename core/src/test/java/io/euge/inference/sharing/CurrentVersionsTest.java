package io.euge.inference.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.device.Device;
import io.euge.inference.EngineOptions;
import io.euge.testing.TinyGraph;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CurrentVersionsTest {
  private final CurrentVersions versions = new CurrentVersions();

  private Optional<String> replaced(String name, String content, long resolved) {
    ModelVersion version =
        new ModelVersion(TinyGraph.describe(name, Path.of("m"), content, 1), resolved);
    return versions.promote(version, Device.CPU, EngineOptions.DEFAULT).map(SessionKey::sha256);
  }

  @Test
  void aLaterContentReplacesTheOneBefore() {
    assertThat(replaced("m", "a", 1)).isEmpty();
    assertThat(replaced("m", "b", 2)).contains("a");
    assertThat(replaced("m", "a", 3)).contains("b");
  }

  @Test
  void anEarlierContentReplacesNothing() {
    assertThat(replaced("m", "b", 2)).isEmpty();
    assertThat(replaced("m", "a", 1)).isEmpty();
    assertThat(replaced("m", "c", 3)).contains("b");
  }

  @Test
  void aContentResolvedAgainIsAsLateAsItsLastResolution() {
    assertThat(replaced("m", "a", 1)).isEmpty();
    assertThat(replaced("m", "a", 3)).isEmpty();
    assertThat(replaced("m", "b", 2)).isEmpty();
  }

  @Test
  void aContentThatAnotherNameMeansStays() {
    assertThat(replaced("m", "a", 1)).isEmpty();
    assertThat(replaced("other", "a", 1)).isEmpty();
    assertThat(replaced("m", "b", 2)).isEmpty();
    assertThat(replaced("other", "b", 2)).contains("a");
  }
}
