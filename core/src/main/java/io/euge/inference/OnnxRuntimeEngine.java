package io.euge.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.euge.device.Device;
import io.euge.model.Model;

/**
 * ONNX Runtime on the processor and on NVIDIA GPUs. A simulated device runs on the processor but is
 * treated as an accelerator by everyone else.
 *
 * <p>The library's own log is silent, for all it has to say comes back as an exception.
 */
public final class OnnxRuntimeEngine implements Engine {
  @Override
  public Session load(Model model, Device device, EngineOptions options) {
    OrtEnvironment environment = environment();
    try (SessionOptions settings = settings(options)) {
      if (device.kind() == Device.Kind.CUDA) {
        addCuda(settings, model, device);
      }
      settings.setOptimizationLevel(OptLevel.ALL_OPT);
      long before = ResidentMemory.anonymous();
      OrtSession session = environment.createSession(model.graph().toString(), settings);
      long grown = ResidentMemory.anonymous() - before;
      return new OnnxRuntimeSession(environment, session, model, device, grown);
    } catch (OrtException e) {
      throw new InferenceException(
          "Cannot load model %s (%s) on %s: %s"
              .formatted(model.name(), model.graph(), device, e.getMessage()),
          e);
    }
  }

  static OrtEnvironment environment() {
    return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "euge");
  }

  private static SessionOptions settings(EngineOptions options) throws OrtException {
    SessionOptions settings = new SessionOptions();
    try {
      settings.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      settings.setIntraOpNumThreads(options.intraOpThreads());
      settings.setInterOpNumThreads(1);
      settings.addConfigEntry("session.intra_op.allow_spinning", "0");
      settings.addConfigEntry("session.inter_op.allow_spinning", "0");
      return settings;
    } catch (OrtException e) {
      settings.close();
      throw e;
    }
  }

  private static void addCuda(SessionOptions settings, Model model, Device device) {
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(device.ordinal())) {
      settings.addCUDA(cuda);
    } catch (OrtException | UnsatisfiedLinkError e) {
      throw new InferenceException(
          "Cannot load model %s on %s: CUDA is not available in this process (%s); it needs an NVIDIA driver, CUDA 12, cuDNN 9 and the onnxruntime_gpu library, or ask for the device cpu"
              .formatted(model.name(), device, e.getMessage()),
          e);
    }
  }
}
