package io.euge.inference.onnxruntime.cuda;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import ai.onnxruntime.OrtProviderOptions;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.lang.reflect.Field;

/**
 * Gives sessions to CUDA. The library between Java and ONNX Runtime that comes with the classes for
 * the CPU refuses to pass CUDA on, whatever ONNX Runtime itself can do; with the profile {@code
 * gpu13} there is no other. Then ONNX Runtime's C API is called without it.
 */
public final class CudaProvider {
  private static final String REFUSED = "not compiled with CUDA support";

  /**
   * Places in the table of functions {@code OrtApi} of {@code onnxruntime_c_api.h}, which newer
   * versions only lengthen.
   */
  private static final int GET_ERROR_MESSAGE = 2;

  private static final int RELEASE_STATUS = 93;
  private static final int APPEND_CUDA_V2 = 204;

  private CudaProvider() {}

  /**
   * Adds CUDA to the providers of sessions.
   *
   * @param settings of the sessions
   * @param options of CUDA
   * @throws OrtException if ONNX Runtime refuses it
   */
  public static void add(SessionOptions settings, OrtCUDAProviderOptions options)
      throws OrtException {
    try {
      settings.addCUDA(options);
    } catch (OrtException e) {
      if (!String.valueOf(e.getMessage()).contains(REFUSED)) {
        throw e;
      }
      // It has passed the options themselves on before it refused.
      append(settings, handle(OrtProviderOptions.class, options));
    }
  }

  /**
   * Calls {@code SessionOptionsAppendExecutionProvider_CUDA_V2}.
   *
   * @param options the C API's own
   */
  static void append(SessionOptions settings, Pointer options) throws OrtException {
    Pointer api = new Pointer(Api.handle());
    Pointer status =
        (Pointer)
            call(
                api,
                APPEND_CUDA_V2,
                Pointer.class,
                handle(SessionOptions.class, settings),
                options);
    if (status != null) {
      Pointer message = (Pointer) call(api, GET_ERROR_MESSAGE, Pointer.class, status);
      String said = message.getString(0);
      call(api, RELEASE_STATUS, void.class, status);
      throw new OrtException(OrtErrorCode.ORT_EP_FAIL, said);
    }
  }

  private static Object call(Pointer api, int place, Class<?> result, Object... arguments) {
    return Function.getFunction(api.getPointer((long) place * Long.BYTES))
        .invoke(result, arguments);
  }

  /** Returns the address in a field that Java's classes of ONNX Runtime keep to themselves. */
  private static Pointer handle(Class<?> type, Object owner) throws OrtException {
    try {
      Field field = type.getDeclaredField("nativeHandle");
      field.setAccessible(true);
      return new Pointer(field.getLong(owner));
    } catch (ReflectiveOperationException e) {
      throw new OrtException(
          OrtErrorCode.ORT_FAIL,
          "ONNX Runtime's Java classes are not of the version built with: " + e);
    }
  }

  /** Gives access to the address of the table of functions, which subclasses can read. */
  private abstract static class Api extends OrtProviderOptions {
    private Api() {
      super(0);
    }

    static long handle() {
      return getApiHandle();
    }
  }
}
