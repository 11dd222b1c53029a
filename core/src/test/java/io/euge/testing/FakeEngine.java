package io.euge.testing;

import io.euge.LeakTracker;
import io.euge.device.Device;
import io.euge.inference.Engine;
import io.euge.inference.EngineOptions;
import io.euge.inference.InferenceException;
import io.euge.inference.Session;
import io.euge.inference.Workspace;
import io.euge.model.Model;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * An engine without a network: what a frame gives depends on its bytes and on the model's hash
 * alone. Tests watch it, and make loads and runs block or fail.
 */
public final class FakeEngine implements Engine {
  private final AtomicInteger loads = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger workspaces = new AtomicInteger();
  private final List<Integer> batches = new CopyOnWriteArrayList<>();
  private final List<String> closed = new CopyOnWriteArrayList<>();
  private volatile Consumer<Model> onLoad = model -> {};
  private volatile Consumer<Model> onClose = model -> {};
  private volatile Consumer<ByteBuffer[]> onRun = frames -> {};
  private volatile ToLongFunction<Model> bytes = Model::bytes;

  /** An engine that loads models whose graph does not exist. */
  public FakeEngine() {}

  /** An engine that, as a real one, wants the graph to be there. */
  public static FakeEngine wantingGraphs() {
    return new FakeEngine()
        .onLoad(
            model -> {
              if (!Files.exists(model.graph())) {
                throw new InferenceException("Cannot read " + model.graph());
              }
            });
  }

  /** Called in each load; what it throws fails the load. */
  public FakeEngine onLoad(Consumer<Model> hook) {
    onLoad = hook;
    return this;
  }

  /** Called when a session is closed; what it throws fails the close, after all is freed. */
  public FakeEngine onClose(Consumer<Model> hook) {
    onClose = hook;
    return this;
  }

  /** Called in each run with a view of each frame; what it throws fails the run. */
  public FakeEngine onRun(Consumer<ByteBuffer[]> hook) {
    onRun = hook;
    return this;
  }

  /** What its sessions say they take. */
  public FakeEngine bytes(ToLongFunction<Model> measured) {
    bytes = measured;
    return this;
  }

  public int loads() {
    return loads.get();
  }

  /** Sessions open now. */
  public int open() {
    return open.get();
  }

  /** Workspaces open now. */
  public int workspaces() {
    return workspaces.get();
  }

  /** The number of frames of each run, in order. */
  public List<Integer> batches() {
    return List.copyOf(batches);
  }

  /** The names of the models whose sessions were closed, in order. */
  public List<String> closed() {
    return List.copyOf(closed);
  }

  @Override
  public Session load(Model model, Device device, EngineOptions options) {
    loads.incrementAndGet();
    onLoad.accept(model);
    open.incrementAndGet();
    return new FakeSession(model);
  }

  /** The value a frame gives at a place of a head's output. */
  public static float value(int frameHash, int head, int index) {
    int mixed = (frameHash * 31 + head) * 31 + index;
    mixed ^= mixed >>> 15;
    mixed *= 0x2c1b3c6d;
    return mixed >> 8;
  }

  private final class FakeSession implements Session {
    private final Model model;
    private final LeakTracker.Registration registration;
    private int mine;
    private boolean ended;

    FakeSession(Model model) {
      this.model = model;
      this.registration = LeakTracker.register("fake session of model " + model.name());
    }

    @Override
    public synchronized Workspace workspace(int capacity) {
      if (ended) {
        throw new IllegalStateException("the session is closed");
      }
      Workspace workspace = new FakeWorkspace(this, capacity);
      mine++;
      return workspace;
    }

    @Override
    public long bytes() {
      return bytes.applyAsLong(model);
    }

    synchronized boolean ended() {
      return ended;
    }

    synchronized void workspaceClosed() {
      mine--;
    }

    @Override
    public synchronized void close() {
      if (ended) {
        return;
      }
      if (mine > 0) {
        throw new IllegalStateException(mine + " workspaces are still open");
      }
      ended = true;
      registration.unregister();
      open.decrementAndGet();
      closed.add(model.name());
      onClose.accept(model);
    }
  }

  private final class FakeWorkspace implements Workspace {
    private final FakeSession session;
    private final int capacity;
    private final int frameBytes;
    private final ByteBuffer input;
    private final FloatBuffer[] outputs;
    private final LeakTracker.Registration registration;
    private int frames;
    private boolean ended;

    FakeWorkspace(FakeSession session, int capacity) {
      if (capacity < 1) {
        throw new IllegalArgumentException("no room for a frame");
      }
      this.session = session;
      this.capacity = capacity;
      Model model = session.model;
      frameBytes = model.input().frameBytes();
      input = direct(capacity * frameBytes);
      outputs = new FloatBuffer[model.outputs().size()];
      for (int i = 0; i < outputs.length; i++) {
        outputs[i] = direct(capacity * floats(i) * Float.BYTES).asFloatBuffer();
      }
      registration = LeakTracker.register("fake workspace");
      workspaces.incrementAndGet();
    }

    private static ByteBuffer direct(int size) {
      ByteBuffer whole = ByteBuffer.allocateDirect(size + 128);
      int start = (64 - whole.alignmentOffset(0, 64)) % 64;
      return whole.slice(start, size).order(ByteOrder.nativeOrder());
    }

    private int floats(int head) {
      return (int) session.model.outputs().get(head).frameElements().getAsLong();
    }

    @Override
    public int capacity() {
      return capacity;
    }

    @Override
    public synchronized ByteBuffer input() {
      checkOpen();
      return input;
    }

    @Override
    public synchronized void run(int count) {
      checkOpen();
      if (count < 1 || count > capacity) {
        throw new IllegalArgumentException("cannot run " + count + " frames");
      }
      if (session.ended()) {
        throw new IllegalStateException("a run on a closed session");
      }
      frames = 0;
      batches.add(count);
      ByteBuffer[] views = new ByteBuffer[count];
      for (int i = 0; i < count; i++) {
        views[i] = input.slice(i * frameBytes, frameBytes);
      }
      onRun.accept(views);
      int seed = session.model.sha256().hashCode();
      for (int i = 0; i < count; i++) {
        int hash = views[i].clear().hashCode() * 31 + seed;
        for (int head = 0; head < outputs.length; head++) {
          int floats = floats(head);
          for (int k = 0; k < floats; k++) {
            outputs[head].put(i * floats + k, value(hash, head, k));
          }
        }
      }
      frames = count;
    }

    @Override
    public synchronized FloatBuffer output(int head) {
      checkOpen();
      if (frames == 0) {
        throw new IllegalStateException("nothing has run");
      }
      return outputs[head].slice(0, frames * floats(head));
    }

    private void checkOpen() {
      if (ended) {
        throw new IllegalStateException("the workspace is closed");
      }
    }

    @Override
    public synchronized void close() {
      if (!ended) {
        ended = true;
        registration.unregister();
        workspaces.decrementAndGet();
        session.workspaceClosed();
      }
    }
  }
}
