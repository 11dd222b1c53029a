package io.euge.inference.onnxruntime.session;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.euge.device.Device;
import io.euge.inference.EngineSession;
import io.euge.inference.GraphMismatchException;
import io.euge.inference.InferenceException;
import io.euge.inference.Workspace;
import io.euge.model.Model;
import io.euge.model.spec.Dimension;
import io.euge.model.spec.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A session of ONNX Runtime, checked against the model it was loaded from. */
public final class OnnxRuntimeSession extends EngineSession {
  final OrtEnvironment environment;
  final OrtSession session;
  private final Device device;
  private int mostFrames = Integer.MAX_VALUE;
  private boolean wholeRuns;

  /**
   * Takes the session over, and closes it if it does not fit the model.
   *
   * @param bytes what it takes
   */
  public OnnxRuntimeSession(
      OrtEnvironment environment, OrtSession session, Model model, Device device, long bytes)
      throws OrtException {
    super(model, bytes);
    this.environment = environment;
    this.session = session;
    this.device = device;
    try {
      checkGraph();
    } catch (OrtException | RuntimeException e) {
      session.close();
      throw e;
    }
    opened("on " + device);
  }

  private void checkGraph() throws OrtException {
    Map<String, NodeInfo> inputs = session.getInputInfo();
    TensorSpec input = model.input().tensor();
    check("input", input, inputs.get(input.name()));
    if (inputs.size() != 1) {
      throw new InferenceException(
          "Model %s (%s) requires the inputs %s; Euge provides only %s"
              .formatted(model.name(), model.graph(), inputs.keySet(), input.name()));
    }
    Map<String, NodeInfo> outputs = session.getOutputInfo();
    for (TensorSpec output : model.outputs()) {
      check("output", output, outputs.get(output.name()));
    }
  }

  private void check(String what, TensorSpec expected, NodeInfo found) {
    boolean fits =
        found != null
            && found.getInfo() instanceof TensorInfo info
            && info.type.name().equals(expected.type().name())
            && fits(expected.shape(), info.getShape(), model.input().batches());
    if (!fits) {
      String message =
          "Model %s (%s) must have the %s %s of %s%s but has %s; import it again with euge models import"
              .formatted(
                  model.name(),
                  model.graph(),
                  what,
                  expected.name(),
                  expected.type(),
                  expected.shape(),
                  found == null ? "none of that name" : found.getInfo());
      throw found != null && found.getInfo() instanceof TensorInfo info
          ? new GraphMismatchException(
              message, expected.name(), Arrays.stream(info.getShape()).boxed().toList())
          : new InferenceException(message);
    }
  }

  /** A dimension that the engine could not infer is taken on trust; the run will check it. */
  private static boolean fits(List<Dimension> expected, long[] found, boolean batches) {
    if (expected.size() != found.length) {
      return false;
    }
    for (int i = 1; i < found.length; i++) {
      if (found[i] != -1 && found[i] != expected.get(i).size()) {
        return false;
      }
    }
    return found[0] == -1 || (!batches && found[0] == 1);
  }

  /** Refuses workspaces for more frames than the device was prepared for. */
  public synchronized OnnxRuntimeSession withMostFrames(int frames) {
    mostFrames = frames;
    return this;
  }

  /**
   * Has every run take all frames of its workspace, also those that nobody asked for. For devices
   * that prepare anew for each other number of frames.
   */
  public synchronized OnnxRuntimeSession withWholeRuns() {
    wholeRuns = true;
    return this;
  }

  @Override
  protected synchronized Workspace create(int capacity) {
    if (capacity > mostFrames) {
      throw new InferenceException(
          "Model %s was prepared on %s for %d frames a run at most, not %d: raise spark.euge.tensorrt.max-batch, or lower batch and max-batch"
              .formatted(model.name(), device, mostFrames, capacity));
    }
    return new OnnxRuntimeWorkspace(this, capacity, wholeRuns);
  }

  @Override
  protected void free() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new InferenceException("Cannot close model " + model.name() + " on " + device, e);
    }
  }
}
