package io.euge.inference.onnxruntime.cuda;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.euge.device.gpu.GpuInventory;
import io.euge.device.gpu.GpuQueryResult;
import io.euge.device.gpu.GpuQueryResult.Unavailable;
import io.euge.device.mps.MpsFault;
import io.euge.inference.onnxruntime.session.OnnxRuntimeEnvironment;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Tests whether CUDA can be used in this process. A test run is needed because ONNX Runtime lists
 * CUDA on hosts without a GPU too.
 */
public final class Cuda {
  /** The message for a build without CUDA. */
  public static final String NOT_BUILT_IN =
      "This build of Euge has no CUDA: start it with EUGE_GPU=auto, take the release with cuda13"
          + " or cuda12 in its name, or build the jar with Maven's profile gpu13 or gpu (CUDA 12)";

  private static final Cuda OF_PROCESS =
      new Cuda(OnnxRuntimeEnvironment::providers, new GpuInventory()::query, Cuda::start);

  private final Supplier<Set<OrtProvider>> providers;
  private final Supplier<GpuQueryResult> gpus;
  private final Attempt attempt;
  private boolean works;

  /** Starts CUDA in this process, or fails with what its libraries say. */
  @FunctionalInterface
  interface Attempt {
    void start() throws OrtException;
  }

  Cuda(Supplier<Set<OrtProvider>> providers, Supplier<GpuQueryResult> gpus, Attempt attempt) {
    this.providers = providers;
    this.gpus = gpus;
    this.attempt = attempt;
  }

  /**
   * Returns why CUDA cannot be used in this process, with the missing piece and the remedy; empty
   * if it can. It starts CUDA, so what CUDA reads from the environment must be set before. Once it
   * works that is remembered; what was missing may be there when asked again.
   */
  public static Optional<String> fault() {
    return OF_PROCESS.check();
  }

  synchronized Optional<String> check() {
    if (works) {
      return Optional.empty();
    }
    if (!providers.get().contains(OrtProvider.CUDA)) {
      return Optional.of(NOT_BUILT_IN);
    }
    GpuQueryResult inventory = gpus.get();
    if (inventory instanceof Unavailable unavailable && isCertain(unavailable)) {
      return Optional.of(unavailable.message());
    }
    try {
      attempt.start();
      works = true;
      return Optional.empty();
    } catch (OrtException | UnsatisfiedLinkError e) {
      String message = String.valueOf(e.getMessage());
      return Optional.of(
          inventory instanceof Unavailable unavailable && MpsFault.in(message).isEmpty()
              ? unavailable.message()
              : CudaFault.describe(message));
    }
  }

  /**
   * Without {@code nvidia-smi} or its library, as in containers that get CUDA alone, there can be a
   * GPU; with the others there is none, or to start CUDA would hang as the tool did.
   */
  private static boolean isCertain(Unavailable unavailable) {
    return switch (unavailable.reason()) {
      case NO_DRIVER, NO_GPU, LOST, HANGS, NOT_PERMITTED -> true;
      case NO_PROGRAM, NO_LIBRARY, NOT_UNDERSTOOD, GARBLED, FAILED -> false;
    };
  }

  /** Runs a graph of one node on the first GPU: to ask for CUDA alone does not reach the driver. */
  private static void start() throws OrtException {
    OrtEnvironment environment = OnnxRuntimeEnvironment.get();
    CudaLibraries.ofThisProcess().ifPresent(CudaLibraries::load);
    try (SessionOptions settings = new SessionOptions();
        OrtCUDAProviderOptions options = new OrtCUDAProviderOptions(0)) {
      options.add("cudnn_conv_algo_search", ConvolutionSearch.HEURISTIC.name());
      CudaProvider.add(settings, options);
      float product = CudaProbeGraph.run(environment, settings);
      if (product != 6) {
        throw new OrtException("2 x 3 = " + product + " on this GPU");
      }
    }
  }
}
