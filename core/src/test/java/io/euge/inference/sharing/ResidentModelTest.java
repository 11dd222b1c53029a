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

class ResidentModelTest {
  private static ResidentModel heldByThree() {
    SessionKey key = new SessionKey("m", Device.CPU, EngineOptions.DEFAULT, 0);
    return new ResidentModel(key, SharedModelsTest.model("m", 1));
  }

  private static ResidentModel idle() {
    ResidentModel model = heldByThree();
    assertThat(model.release(1)).isEqualTo(2);
    assertThat(model.release(2)).isEqualTo(1);
    return model;
  }

  @Test
  void aCopyThatNobodyHoldsIsNeverHeldAgain() {
    ResidentModel model = idle();
    assertThat(model.idle()).isTrue();
    assertThat(model.lastHeld()).isEqualTo(2);
    assertThat(model.releaseIfIdle()).isTrue();
    assertThat(model.gone()).isTrue();
    assertThat(model.tryHold()).isFalse();
    assertThat(model.releaseIfIdle()).isFalse();
    assertThatThrownBy(() -> model.release(3)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aCopyInUseIsNotIdle() {
    ResidentModel model = idle();
    assertThat(model.tryHold()).isTrue();
    assertThat(model.releaseIfIdle()).isFalse();
    assertThat(model.release(3)).isEqualTo(1);
  }

  @Test
  void holdingAndEvictingAtOnceHaveOneWinner() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    CyclicBarrier start = new CyclicBarrier(2);
    for (int round = 0; round < 500; round++) {
      ResidentModel model = idle();
      List<Future<Boolean>> both = new ArrayList<>();
      both.add(
          threads.submit(
              () -> {
                start.await(10, TimeUnit.SECONDS);
                return model.tryHold();
              }));
      both.add(
          threads.submit(
              () -> {
                start.await(10, TimeUnit.SECONDS);
                return model.releaseIfIdle();
              }));
      assertThat(both.get(0).get()).isNotEqualTo(both.get(1).get());
    }
    threads.shutdown();
  }
}
