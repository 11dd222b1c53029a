package io.euge.inference.openvino;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import io.euge.inference.EngineOptions;
import io.euge.inference.Precision;
import io.euge.inference.openvino.Calls.OpenVinoException;
import io.euge.model.Model;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * OpenVINO with the settings of one session. Models are compiled for one frame a run: then results
 * do not depend on how many frames a caller has, and one is fastest.
 */
final class OpenVinoCore implements AutoCloseable {
  private static final String CPU = "CPU";

  private final OpenVinoLoader library;
  private final Pointer core;

  OpenVinoCore(OpenVinoLoader library, EngineOptions options) throws OpenVinoException {
    this.library = library;
    core = Calls.handle(OpenVino::ov_core_create);
    try {
      for (Map.Entry<String, String> property : properties(options).entrySet()) {
        Calls.check(
            library
                .variadic()
                .ov_core_set_property(core, CPU, property.getKey(), property.getValue()));
      }
    } catch (OpenVinoException | RuntimeException e) {
      close();
      throw e;
    }
  }

  static Map<String, String> properties(EngineOptions options) {
    Map<String, String> properties = new LinkedHashMap<>();
    // The default of CPUs with bfloat16 is bfloat16.
    properties.put("INFERENCE_PRECISION_HINT", options.precision().option());
    int streams = options.concurrentRuns();
    properties.put("NUM_STREAMS", Integer.toString(streams));
    properties.put("INFERENCE_NUM_THREADS", Integer.toString(streams * options.intraOpThreads()));
    // Several processes may run on a host: each would pin its threads to the same cores.
    properties.put("ENABLE_CPU_PINNING", "NO");
    // Else there would be no more streams than cores without their second threads.
    properties.put("ENABLE_HYPER_THREADING", "YES");
    return properties;
  }

  /** Returns a model for one frame, compiled; the caller frees it. */
  Pointer compile(Model model) throws OpenVinoException {
    Pointer graph =
        Calls.handle(
            handle -> OpenVino.ov_core_read_model(core, path(model.graph()), null, handle));
    try {
      LongByReference inputs = new LongByReference();
      Calls.check(OpenVino.ov_model_inputs_size(graph, inputs));
      if (inputs.getValue() != 1) {
        throw new OpenVinoException(
            "it has " + inputs.getValue() + " inputs, and Euge gives it one");
      }
      long[] sizes = model.input().tensor().sizes(1);
      try (Memory dims = new Memory(2L * Long.BYTES * sizes.length)) {
        for (int i = 0; i < sizes.length; i++) {
          dims.setLong(2L * Long.BYTES * i, sizes[i]);
          dims.setLong(2L * Long.BYTES * i + Long.BYTES, sizes[i]);
        }
        OpenVino.PartialShape shape = new OpenVino.PartialShape();
        shape.leastRank = sizes.length;
        shape.mostRank = sizes.length;
        shape.dims = dims;
        Calls.check(OpenVino.ov_model_reshape_input_by_name(graph, model.input().name(), shape));
      }
      return Calls.handle(
          handle -> library.variadic().ov_core_compile_model(core, graph, CPU, 0, handle));
    } finally {
      OpenVino.ov_model_free(graph);
    }
  }

  /**
   * Returns a compiled model that was exported; the caller frees it.
   *
   * @param content a direct buffer, which must outlive the model
   */
  Pointer read(ByteBuffer content) throws OpenVinoException {
    return Calls.handle(
        handle ->
            OpenVino.ov_core_import_model(
                core, Native.getDirectBufferPointer(content), content.capacity(), CPU, handle));
  }

  private static String path(Path file) {
    return file.toAbsolutePath().toString();
  }

  /** Returns what a compiled model computes in. */
  static String precision(Pointer compiled) throws OpenVinoException {
    return Calls.text(
        value ->
            OpenVino.ov_compiled_model_get_property(compiled, "INFERENCE_PRECISION_HINT", value));
  }

  /** Returns whether a compiled model computes in a precision. */
  static boolean isPrecise(Pointer compiled, Precision precision) throws OpenVinoException {
    return precision(compiled).equalsIgnoreCase(precision.option());
  }

  @Override
  public void close() {
    OpenVino.ov_core_free(core);
  }
}
