package io.euge.inference.onnxruntime.cuda;

import io.euge.device.mps.MpsFault;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates the errors of CUDA's libraries at their start into what is missing and the remedy. */
public final class CudaFault {
  private static final Pattern NO_LIBRARY =
      Pattern.compile("(lib[\\w.+-]+\\.so[.\\d]*): cannot open shared object file");

  /** Those that ONNX Runtime opens when they are first needed. */
  private static final Pattern NOT_FOUND =
      Pattern.compile("(cuDNN|cuFFT) (library was not found|is not available)");

  private static final Pattern OF_TOOLKIT =
      Pattern.compile(
          "lib(cublas|cudart|cufft|curand|nvrtc|nvJitLink|nvjitlink)\\w*\\.so\\.(\\d+)");

  /** Those whose number is not that of the toolkit. */
  private static final Set<String> OF_13 = Set.of("libcufft.so.12");

  private static final String INSTALL_12 =
      "pip install nvidia-cuda-runtime-cu12 nvidia-cublas-cu12 nvidia-cudnn-cu12 nvidia-cufft-cu12"
          + " nvidia-curand-cu12 nvidia-cuda-nvrtc-cu12";
  private static final String INSTALL_13 =
      "pip install nvidia-cuda-runtime nvidia-cublas nvidia-cudnn-cu13 nvidia-cufft nvidia-curand"
          + " nvidia-cuda-nvrtc";

  /** Without a limit, pip installs TensorRT 11, which ONNX Runtime cannot load. */
  private static final String INSTALL_TENSORRT = "pip install \"tensorrt-cu12-libs<11\"";

  private static final Pattern FAILURE = Pattern.compile("CUDA failure (\\d+)(: [^;]*)?");
  private static final int MAX_EXCERPT = 300;

  private CudaFault() {}

  public static String describe(String message) {
    // Named with its number, which may stand beyond the words that are quoted below.
    Optional<MpsFault> mps = MpsFault.in(message);
    if (mps.isPresent()) {
      return "CUDA does not start here: " + mps.get().message();
    }
    Matcher library = NO_LIBRARY.matcher(message);
    if (library.find()) {
      return library(library.group(1));
    }
    Matcher notFound = NOT_FOUND.matcher(message);
    if (notFound.find()) {
      boolean thirteen = version() == 13;
      return library(
          notFound.group(1).equals("cuDNN")
              ? "libcudnn.so.9"
              : thirteen ? "libcufft.so.12" : "libcufft.so.11");
    }
    return "CUDA does not start here ('" + excerpt(message) + "'): " + remedy(message);
  }

  /** Returns what is missing, which part of NVIDIA's software has it, and what installs that. */
  public static String library(String name) {
    int version = version(name);
    return "The library %s was not found: %s; if it is in another directory, name that directory in %sLD_LIBRARY_PATH"
        .formatted(
            name,
            remedy(name, version),
            CudaLibraries.loads(name) ? "spark.euge.cuda.libraries or " : "");
  }

  private static String remedy(String library, int version) {
    String owner = owner(library, version);
    String line = install(owner, version);
    return "install " + owner + (line.isEmpty() ? "" : ", for example by " + line);
  }

  private static String install(String owner, int version) {
    if (owner.startsWith("NVIDIA's TensorRT")) {
      return INSTALL_TENSORRT;
    }
    if (owner.startsWith("NVIDIA's CUDA Toolkit") || owner.startsWith("NVIDIA's cuDNN")) {
      return version == 13 ? INSTALL_13 : INSTALL_12;
    }
    return "";
  }

  /** Returns the version of CUDA that a library belongs to, by its number or else by the build. */
  private static int version(String library) {
    Matcher name = OF_TOOLKIT.matcher(library);
    if (name.matches() && (name.group(2).equals("13") || OF_13.contains(library))) {
      return 13;
    }
    return name.matches() && name.group(2).equals("12") ? 12 : version();
  }

  private static int version() {
    return CudaLibraries.ofThisProcess().flatMap(CudaLibraries::version).orElse(12);
  }

  private static String owner(String library, int version) {
    if (library.startsWith("libcuda.")) {
      return "NVIDIA's driver, or give the container a GPU";
    }
    if (library.startsWith("libcudnn")) {
      return "NVIDIA's cuDNN 9 for CUDA " + version;
    }
    if (library.startsWith("libnvinfer") || library.startsWith("libnvonnxparser")) {
      return "NVIDIA's TensorRT 10 for CUDA 12";
    }
    return OF_TOOLKIT.matcher(library).matches()
        ? "NVIDIA's CUDA Toolkit " + version
        : "the package that has it";
  }

  /** The numbers are those of CUDA's runtime library. */
  private static String remedy(String message) {
    Matcher failure = FAILURE.matcher(message);
    return switch (failure.find() ? Integer.parseInt(failure.group(1)) : -1) {
      case 2 -> "end other processes that use the GPU's memory, or use fewer slots";
      case 35 -> "update the NVIDIA driver to one for CUDA " + version();
      case 46 ->
          "check nvidia-smi: its compute mode excludes this process; change the mode, or "
              + "start MPS";
      case 100 -> "check CUDA_VISIBLE_DEVICES, and whether the container was given a GPU";
      case 101 -> "check CUDA_VISIBLE_DEVICES, which has no such GPU";
      default -> "look for the cause with `euge doctor`";
    };
  }

  private static String excerpt(String message) {
    // What failed stands after the names of ONNX Runtime's files and functions.
    Matcher failure = FAILURE.matcher(message);
    String line = (failure.find() ? failure.group() : message).strip().replaceAll("\\s+", " ");
    return line.length() > MAX_EXCERPT ? line.substring(0, MAX_EXCERPT) + "..." : line;
  }
}
