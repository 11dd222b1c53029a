package io.euge.inference.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.device.Device;
import io.euge.inference.EngineOptions;
import io.euge.inference.InferenceException;
import io.euge.inference.Workspace;
import io.euge.model.Model;
import io.euge.testing.FakeEngine;
import io.euge.testing.NoLeaks;
import io.euge.testing.TinyGraph;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A model's name that comes to mean another content. */
@ExtendWith(NoLeaks.class)
@Timeout(30)
class SharedModelsVersionsTest {
  private static final long MIB = 1 << 20;

  private final FakeEngine engine = new FakeEngine();
  private final SharedModels models = new SharedModels(engine);

  @AfterEach
  void close() {
    models.close();
    assertThat(engine.open()).isZero();
  }

  private ModelLease acquire(Model version, long resolved) {
    return models.acquire(
        new ModelVersion(version, resolved),
        List.of(Device.CPU),
        Optional.empty(),
        EngineOptions.DEFAULT,
        SharingMode.PROCESS);
  }

  @Test
  void aNewVersionIsLoadedBesideTheOldWhichGoesWithItsLastLease() {
    Model old = TinyGraph.describe("m", Path.of("1"), "old", MIB);
    Model next = TinyGraph.describe("m", Path.of("2"), "new", MIB);
    ModelLease running = acquire(old, 1);
    Workspace workspace = running.workspace(1);
    try (ModelLease later = acquire(next, 2)) {
      assertThat(models.statistics().copies()).isEqualTo(2);
      assertThat(later.model()).isEqualTo(next);
    }
    workspace.run(1);
    running.close();
    workspace.run(1);
    workspace.close();
    assertThat(models.statistics().copies()).isEqualTo(1);
    assertThat(models.statistics().peakCopies()).isEqualTo(2);
  }

  @Test
  void aVersionThatCannotBeLoadedLeavesTheOldOne() {
    Model old = TinyGraph.describe("m", Path.of("1"), "old", MIB);
    Model next = TinyGraph.describe("m", Path.of("2"), "new", MIB);
    acquire(old, 1).close();
    engine.onLoad(
        model -> {
          throw new InferenceException("bad");
        });
    assertThatThrownBy(() -> acquire(next, 2)).hasMessage("bad");
    try (ModelLease lease = acquire(old, 3)) {
      assertThat(lease.model()).isEqualTo(old);
    }
    assertThat(models.statistics().loads()).isEqualTo(1);
  }

  @Test
  void aJobThatBeganWithAnOlderVersionDoesNotReplaceTheNewerOne() {
    Model old = TinyGraph.describe("m", Path.of("1"), "old", MIB);
    Model next = TinyGraph.describe("m", Path.of("2"), "new", MIB);
    acquire(old, 1).close();
    acquire(next, 2).close();
    acquire(old, 1).close();
    acquire(next, 2).close();
    assertThat(engine.closed()).as("the newer one stayed").containsExactly("m");
    assertThat(models.statistics().loads()).isEqualTo(3);
  }
}
