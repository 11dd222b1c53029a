package io.euge.inference.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.device.Device;
import io.euge.inference.EngineOptions;
import io.euge.model.Model;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AdmissionTest {
  /** Enough for one of the copies. */
  private static final long MEMORY = 30L << 20;

  private final CopyTable table = new CopyTable(OptionalLong.of(MEMORY));
  private final Admission admission =
      new Admission(table, new CopyReleaser(table, Optional.empty(), new ManualScheduler()));

  private static ModelCopy copy(String name) {
    Model model = SharedModelsTest.model(name, 1);
    return new ModelCopy(
        new SessionKey(model.sha256(), Device.CPU, EngineOptions.DEFAULT, 0), model);
  }

  @Test
  void anInterruptDoesNotEndTheWaitForMemoryAndIsRestored() throws Exception {
    ModelCopy closing = copy("a");
    admission.reserve(closing);
    while (!closing.released()) {
      closing.release(0);
    }
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread waiting =
        new Thread(
            () -> {
              admission.reserve(copy("b"));
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    waiting.start();
    awaitWaiting(waiting);
    waiting.interrupt();
    awaitWaiting(waiting);
    table.closed(closing);
    waiting.join();
    assertThat(interrupted).isTrue();
  }

  /** Waits until a thread has nothing to do, and has noticed its interrupts. */
  private static void awaitWaiting(Thread thread) throws InterruptedException {
    while (thread.getState() != Thread.State.WAITING || thread.isInterrupted()) {
      Thread.sleep(1);
    }
  }
}
