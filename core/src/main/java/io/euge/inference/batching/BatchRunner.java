package io.euge.inference.batching;

import io.euge.inference.Workspace;
import io.euge.inference.batching.BatchRequest.Part;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the frames of a batch together, and each by itself if that fails.
 *
 * <p>Frames are copied into the batch rather than decoded there: a slot lent to a caller would hold
 * the whole batch up until that caller has filled it, while copying a frame of 416x416 takes some
 * 50 microseconds of the milliseconds that running it takes. A request that fills the batch by
 * itself runs where it is; smaller ones do not, so that all runs are of one size.
 */
final class BatchRunner implements AutoCloseable {
  private final Workspace batch;
  private final int outputs;

  /**
   * @param batch holds a full batch; owned by the runner
   */
  BatchRunner(Workspace batch, int outputs) {
    this.batch = batch;
    this.outputs = outputs;
  }

  /** Runs all parts, and returns the slots of each part that failed, with their causes. */
  Map<Part, Map<Integer, Throwable>> run(List<Part> parts) {
    Map<Part, Map<Integer, Throwable>> failures = new HashMap<>();
    try {
      if (parts.size() == 1 && parts.get(0).whole() && parts.get(0).count() == batch.capacity()) {
        parts.get(0).request().workspace.runInPlace(parts.get(0).count());
      } else {
        runTogether(parts);
      }
    } catch (Throwable e) {
      boolean single = parts.size() == 1 && parts.get(0).count() == 1;
      for (Part part : parts) {
        failures.put(part, single ? Map.of(part.slot(), e) : runEach(part));
      }
    }
    return failures;
  }

  private void runTogether(List<Part> parts) {
    int frames = 0;
    for (Part part : parts) {
      copyIn(part, frames);
      frames += part.count();
    }
    batch.run(frames);
    int slot = 0;
    for (Part part : parts) {
      copyOut(part, slot);
      slot += part.count();
    }
  }

  private Map<Integer, Throwable> runEach(Part part) {
    Map<Integer, Throwable> failures = new HashMap<>();
    for (int slot = part.slot(); slot < part.slot() + part.count(); slot++) {
      Part single = new Part(part.request(), slot, 1);
      try {
        copyIn(single, 0);
        batch.run(1);
        copyOut(single, 0);
      } catch (Throwable e) {
        failures.put(slot, e);
      }
    }
    return failures;
  }

  private void copyIn(Part part, int slot) {
    int frameBytes = batch.input().capacity() / batch.capacity();
    batch
        .input()
        .put(
            slot * frameBytes,
            part.request().workspace.input(),
            part.slot() * frameBytes,
            part.count() * frameBytes);
  }

  private void copyOut(Part part, int slot) {
    for (int output = 0; output < outputs; output++) {
      FloatBuffer target = part.request().workspace.gathered(output);
      int floats = target.capacity() / part.request().workspace.capacity();
      target.put(part.slot() * floats, batch.output(output), slot * floats, part.count() * floats);
    }
  }

  @Override
  public void close() {
    batch.close();
  }
}
