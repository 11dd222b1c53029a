package io.euge.inference.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.device.Device;
import io.euge.inference.EngineOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ModelCopyTest {
  private static ModelCopy referencedByThree() {
    SessionKey key = new SessionKey("m", Device.CPU, EngineOptions.DEFAULT, 0);
    return new ModelCopy(key, SharedModelsTest.model("m", 1));
  }

  private static ModelCopy idle() {
    ModelCopy model = referencedByThree();
    assertThat(model.release(1)).isEqualTo(2);
    assertThat(model.release(2)).isEqualTo(1);
    return model;
  }

  @Test
  void aReleasedCopyIsNeverRetainedAgain() {
    ModelCopy model = idle();
    assertThat(model.idle()).isTrue();
    assertThat(model.lastReleased()).isEqualTo(2);
    assertThat(model.tryEvict()).isTrue();
    assertThat(model.released()).isTrue();
    assertThat(model.tryRetain()).isFalse();
    assertThat(model.tryEvict()).isFalse();
    assertThatThrownBy(() -> model.release(3)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aCopyInUseIsNotIdle() {
    ModelCopy model = idle();
    assertThat(model.tryRetain()).isTrue();
    assertThat(model.tryEvict()).isFalse();
    assertThat(model.release(3)).isEqualTo(1);
  }

  @Test
  void retainingAndEvictingAtOnceHaveOneWinner() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    CyclicBarrier start = new CyclicBarrier(2);
    for (int round = 0; round < 500; round++) {
      ModelCopy model = idle();
      List<Future<Boolean>> both = new ArrayList<>();
      both.add(
          threads.submit(
              () -> {
                start.await(10, TimeUnit.SECONDS);
                return model.tryRetain();
              }));
      both.add(
          threads.submit(
              () -> {
                start.await(10, TimeUnit.SECONDS);
                return model.tryEvict();
              }));
      assertThat(both.get(0).get()).isNotEqualTo(both.get(1).get());
    }
    threads.shutdown();
  }
}
