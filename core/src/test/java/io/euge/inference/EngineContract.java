package io.euge.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.device.Device;
import io.euge.model.Model;
import io.euge.testing.NoLeaks;
import io.euge.testing.TinyGraph;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What every engine must do. */
@ExtendWith(NoLeaks.class)
public abstract class EngineContract {
  @TempDir protected Path folder;

  /** The engine under test. */
  protected abstract Engine engine();

  /** Options to load with. */
  protected EngineOptions options() {
    return EngineOptions.DEFAULT;
  }

  /** The device to load on. */
  protected Device device() {
    return Device.CPU;
  }

  private Model model(long seed) {
    return TinyGraph.write(folder, "tiny", seed);
  }

  private Session load(Model model) {
    return engine().load(model, device(), options());
  }

  @Test
  void buffersAreDirectAndSized() {
    try (Session session = load(model(1));
        Workspace workspace = session.workspace(3)) {
      assertThat(workspace.capacity()).isEqualTo(3);
      ByteBuffer input = workspace.input();
      assertThat(input.isDirect()).isTrue();
      assertThat(input.capacity()).isEqualTo(3 * TinyGraph.WIDTH * TinyGraph.HEIGHT * 3);
      assertThat(input.alignmentOffset(0, 64)).isZero();
      workspace.run(2);
      FloatBuffer output = workspace.output(0);
      assertThat(output.isDirect()).isTrue();
      assertThat(output.order()).isEqualTo(ByteOrder.nativeOrder());
      assertThat(output.position()).isZero();
      assertThat(output.remaining()).isEqualTo(2 * TinyGraph.FRAME_FLOATS);
      assertThat(session.bytes()).isPositive();
    }
  }

  @Test
  void aFrameGivesTheSameInAnySlotAndBatch() {
    try (Session session = load(model(1));
        Workspace alone = session.workspace(1);
        Workspace batch = session.workspace(4)) {
      for (int i = 0; i < 4; i++) {
        fill(batch.input(), i, i);
      }
      batch.run(4);
      for (int i = 0; i < 4; i++) {
        fill(alone.input(), 0, i);
        alone.run(1);
        assertThat(frame(batch, i)).isEqualTo(frame(alone, 0));
      }
      assertThat(frame(batch, 0)).isNotEqualTo(frame(batch, 1));
    }
  }

  @Test
  void aWorkspaceRunsAgainAndAgainWithAnyNumberOfFrames() {
    try (Session session = load(model(1));
        Workspace workspace = session.workspace(4)) {
      fill(workspace.input(), 0, 7);
      workspace.run(1);
      float[] first = frame(workspace, 0);
      for (int frames : new int[] {4, 2, 1, 3, 4}) {
        workspace.run(frames);
        assertThat(workspace.output(0).remaining()).isEqualTo(frames * TinyGraph.FRAME_FLOATS);
        assertThat(frame(workspace, 0)).isEqualTo(first);
      }
    }
  }

  @Test
  void manyWorkspacesRunAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Session session = load(model(1))) {
      List<float[]> expected = new ArrayList<>();
      try (Workspace workspace = session.workspace(1)) {
        for (int i = 0; i < 4; i++) {
          fill(workspace.input(), 0, i);
          workspace.run(1);
          expected.add(frame(workspace, 0));
        }
      }
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int seed = i;
        runs.add(
            threads.submit(
                () -> {
                  try (Workspace workspace = session.workspace(1)) {
                    fill(workspace.input(), 0, seed);
                    for (int round = 0; round < 50; round++) {
                      workspace.run(1);
                      assertThat(frame(workspace, 0)).isEqualTo(expected.get(seed));
                    }
                  }
                }));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void modelsOfOtherWeightsGiveOtherResults() {
    try (Session one = load(model(1));
        Session two = load(model(2));
        Workspace of1 = one.workspace(1);
        Workspace of2 = two.workspace(1)) {
      fill(of1.input(), 0, 5);
      fill(of2.input(), 0, 5);
      of1.run(1);
      of2.run(1);
      assertThat(frame(of1, 0)).isNotEqualTo(frame(of2, 0));
    }
  }

  @Test
  void aWorkspaceRefusesWhatDoesNotFit() {
    try (Session session = load(model(1));
        Workspace workspace = session.workspace(2)) {
      assertThatThrownBy(() -> session.workspace(0)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> workspace.run(0)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> workspace.run(3)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> workspace.output(0)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aClosedWorkspaceCannotBeUsed() {
    try (Session session = load(model(1))) {
      Workspace workspace = session.workspace(1);
      workspace.close();
      workspace.close();
      assertThatThrownBy(() -> workspace.run(1)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(workspace::input).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> workspace.output(0)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aSessionClosesAfterItsWorkspacesOnly() {
    Session session = load(model(1));
    Workspace workspace = session.workspace(1);
    assertThatThrownBy(session::close).isInstanceOf(IllegalStateException.class);
    workspace.run(1);
    workspace.close();
    session.close();
    session.close();
    assertThatThrownBy(() -> session.workspace(1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aWorkspaceMayBeClosedWhileAnotherThreadRunsIt() throws Exception {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (Session session = load(model(1))) {
      Workspace workspace = session.workspace(2);
      CountDownLatch ran = new CountDownLatch(20);
      Future<?> running =
          threads.submit(
              () -> {
                while (true) {
                  workspace.run(2);
                  ran.countDown();
                }
              });
      ran.await();
      workspace.close();
      assertThatThrownBy(running::get).hasCauseInstanceOf(IllegalStateException.class);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aMissingGraphIsNamed() {
    Model missing = TinyGraph.describe("gone", folder.resolve("gone.onnx"), "00", 10);
    assertThatThrownBy(() -> load(missing))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("gone.onnx");
  }

  public static void fill(ByteBuffer input, int slot, long seed) {
    byte[] pixels = new byte[TinyGraph.WIDTH * TinyGraph.HEIGHT * 3];
    new Random(seed).nextBytes(pixels);
    input.put(slot * pixels.length, pixels);
  }

  public static float[] frame(Workspace workspace, int slot) {
    float[] floats = new float[TinyGraph.FRAME_FLOATS];
    workspace.output(0).get(slot * floats.length, floats);
    return floats;
  }
}
