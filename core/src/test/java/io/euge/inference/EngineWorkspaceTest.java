package io.euge.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.device.Device;
import io.euge.inference.batching.BatchingMetrics;
import io.euge.inference.batching.BatchingSession;
import io.euge.model.Model;
import io.euge.testing.NoLeaks;
import io.euge.testing.TinyGraph;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Buffers that an engine cannot free do not keep their session open. */
@ExtendWith(NoLeaks.class)
class EngineWorkspaceTest {
  private final Model model = TinyGraph.describe("m", Path.of("m"), "m", 1);
  private final FailingSession session = new FailingSession(model);

  private static final class FailingSession extends EngineSession {
    private boolean freed;

    FailingSession(Model model) {
      super(model, 1);
      opened("in a test");
    }

    @Override
    protected Workspace create(int capacity) {
      return new FailingWorkspace(this, capacity);
    }

    @Override
    protected void free() {
      freed = true;
    }
  }

  private static final class FailingWorkspace extends EngineWorkspace {
    FailingWorkspace(EngineSession session, int capacity) {
      super(session, capacity);
    }

    @Override
    protected void infer(int frames) {}

    @Override
    protected void free() {
      throw new InferenceException("the buffers cannot be freed");
    }
  }

  @Test
  void aWorkspaceWhoseBuffersCannotBeFreedIsClosed() {
    Workspace workspace = session.workspace(1);
    assertThatThrownBy(workspace::close).hasMessage("the buffers cannot be freed");
    workspace.close();
    session.close();
    assertThat(session.freed).isTrue();
  }

  @Test
  void aSessionThatBatchesClosesItsSessionWhateverItsBuffersDo() {
    Batching batching = new Batching(Batching.When.ALWAYS, 2, Duration.ofMillis(1));
    Session batched =
        BatchingSession.forDevice(session, model, Device.CPU, batching, new BatchingMetrics());
    assertThatThrownBy(batched::close).hasMessage("the buffers cannot be freed");
    assertThat(session.freed).isTrue();
  }
}
