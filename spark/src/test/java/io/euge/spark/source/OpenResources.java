package io.euge.spark.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.LeakTracker;
import java.util.List;

/** The native resources of this process but models, which stay open in the registry. */
final class OpenResources {
  private OpenResources() {}

  static List<LeakTracker.Acquisition> list() {
    return LeakTracker.openResources().stream()
        .filter(open -> !open.getMessage().startsWith("session of"))
        .toList();
  }

  static void assertNone() throws InterruptedException {
    // A task that was no longer needed ends a little after its job.
    for (int i = 0; i < 100 && !list().isEmpty(); i++) {
      Thread.sleep(50);
    }
    assertThat(list()).isEmpty();
  }
}
