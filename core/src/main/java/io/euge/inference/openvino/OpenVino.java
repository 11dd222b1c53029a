package io.euge.inference.openvino;

import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * The functions of OpenVINO's C library that Euge calls, as its headers have them. Each returns a
 * status, 0 for success. Handles are addresses. {@link OpenVinoLoader} binds them.
 */
final class OpenVino {
  /** Codes of {@code ov_element_type_e}. */
  static final int F32 = 4;

  static final int U8 = 16;

  private OpenVino() {}

  /** {@code ov_version_t}: two texts. */
  @FieldOrder({"buildNumber", "description"})
  public static final class Version extends Structure {
    public Pointer buildNumber;
    public Pointer description;
  }

  /** {@code ov_shape_t}. */
  @FieldOrder({"rank", "dims"})
  public static class Shape extends Structure {
    public long rank;
    public Pointer dims;

    /** A shape that is passed by value. */
    public static final class Value extends Shape implements Structure.ByValue {}
  }

  /** {@code ov_partial_shape_t}, passed by value; its rank is a dimension too. */
  @FieldOrder({"leastRank", "mostRank", "dims"})
  public static final class PartialShape extends Structure implements Structure.ByValue {
    public long leastRank;
    public long mostRank;
    public Pointer dims;
  }

  static native int ov_get_openvino_version(Version version);

  static native void ov_version_free(Version version);

  static native Pointer ov_get_last_err_msg();

  static native void ov_free(Pointer text);

  static native int ov_core_create(PointerByReference core);

  static native void ov_core_free(Pointer core);

  static native int ov_core_read_model(
      Pointer core, String file, String weights, PointerByReference model);

  static native int ov_model_inputs_size(Pointer model, LongByReference size);

  static native int ov_model_reshape_input_by_name(Pointer model, String name, PartialShape shape);

  static native void ov_model_free(Pointer model);

  static native int ov_core_import_model(
      Pointer core, Pointer content, long bytes, String device, PointerByReference compiled);

  static native int ov_compiled_model_export_model(Pointer compiled, String file);

  static native int ov_compiled_model_get_property(
      Pointer compiled, String key, PointerByReference value);

  static native int ov_compiled_model_input_by_name(
      Pointer compiled, String name, PointerByReference port);

  static native int ov_compiled_model_output_by_name(
      Pointer compiled, String name, PointerByReference port);

  static native int ov_compiled_model_create_infer_request(
      Pointer compiled, PointerByReference request);

  static native void ov_compiled_model_free(Pointer compiled);

  static native int ov_const_port_get_shape(Pointer port, Shape shape);

  static native int ov_port_get_element_type(Pointer port, IntByReference type);

  static native void ov_output_const_port_free(Pointer port);

  static native int ov_shape_free(Shape shape);

  static native int ov_tensor_create_from_host_ptr(
      int type, Shape.Value shape, Pointer memory, PointerByReference tensor);

  static native void ov_tensor_free(Pointer tensor);

  static native int ov_infer_request_set_tensor(Pointer request, String name, Pointer tensor);

  static native int ov_infer_request_start_async(long request);

  static native int ov_infer_request_wait(long request);

  static native void ov_infer_request_free(Pointer request);
}
