package io.euge.inference.openvino;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import io.euge.inference.EngineSession;
import io.euge.inference.EngineType;
import io.euge.inference.InferenceException;
import io.euge.inference.Precision;
import io.euge.inference.Workspace;
import io.euge.inference.openvino.Calls.OpenVinoException;
import io.euge.model.Model;
import io.euge.model.spec.TensorSpec;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A compiled model of OpenVINO, checked against the model it was loaded from. */
final class OpenVinoSession extends EngineSession {
  final Pointer compiled;
  private final OpenVinoCore core;
  private final ByteBuffer content;

  /**
   * Takes the compiled model and its core over, and closes them if they do not fit the model.
   *
   * @param content what the compiled model was read from; null if from no file
   * @param bytes what it takes
   */
  OpenVinoSession(
      OpenVinoCore core,
      Pointer compiled,
      Model model,
      Precision precision,
      ByteBuffer content,
      long bytes)
      throws OpenVinoException {
    super(model, bytes);
    this.core = core;
    this.compiled = compiled;
    this.content = content;
    try {
      checkPrecision(precision);
      checkGraph();
    } catch (OpenVinoException | RuntimeException e) {
      free();
      throw e;
    }
    opened("with " + EngineType.OPENVINO);
  }

  private void checkPrecision(Precision precision) throws OpenVinoException {
    if (!OpenVinoCore.isPrecise(compiled, precision)) {
      throw new InferenceException(
          "Cannot load model %s in precision %s: this CPU has no instructions for it, and OpenVINO would use %s; give precision f32"
              .formatted(model.name(), precision.option(), OpenVinoCore.precision(compiled)));
    }
  }

  private void checkGraph() throws OpenVinoException {
    TensorSpec input = model.input().tensor();
    check("input", input, OpenVino.U8, OpenVino::ov_compiled_model_input_by_name);
    for (TensorSpec output : model.outputs()) {
      check("output", output, OpenVino.F32, OpenVino::ov_compiled_model_output_by_name);
    }
  }

  private interface FindPort {
    int byName(Pointer compiled, String name, PointerByReference port);
  }

  private void check(String what, TensorSpec expected, int type, FindPort find)
      throws OpenVinoException {
    Pointer port = Calls.handle(handle -> find.byName(compiled, expected.name(), handle));
    try {
      IntByReference foundType = new IntByReference();
      Calls.check(OpenVino.ov_port_get_element_type(port, foundType));
      long[] sizes = sizes(port);
      if (foundType.getValue() != type || !Arrays.equals(sizes, expected.sizes(1))) {
        throw new InferenceException(
            "Model %s (%s) must have the %s %s of %s%s, and with OpenVINO it has the sizes %s; give engine onnxruntime"
                .formatted(
                    model.name(),
                    model.graph(),
                    what,
                    expected.name(),
                    expected.type(),
                    expected.shape(),
                    Arrays.toString(sizes)));
      }
    } finally {
      OpenVino.ov_output_const_port_free(port);
    }
  }

  private static long[] sizes(Pointer port) throws OpenVinoException {
    OpenVino.Shape shape = new OpenVino.Shape();
    Calls.check(OpenVino.ov_const_port_get_shape(port, shape));
    try {
      return shape.rank == 0
          ? new long[0]
          : shape.dims.getLongArray(0, Math.toIntExact(shape.rank));
    } finally {
      OpenVino.ov_shape_free(shape);
    }
  }

  @Override
  protected Workspace create(int capacity) {
    return new OpenVinoWorkspace(this, capacity);
  }

  /** The content, if there is one, is mapped until then. */
  @Override
  protected void free() {
    try {
      OpenVino.ov_compiled_model_free(compiled);
      core.close();
    } finally {
      Reference.reachabilityFence(content);
    }
  }
}
