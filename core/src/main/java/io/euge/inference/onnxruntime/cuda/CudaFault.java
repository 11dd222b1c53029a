package io.euge.inference.onnxruntime.cuda;

import io.euge.device.mps.MpsFault;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates the errors of CUDA's libraries at their start into what is missing and the remedy. */
public final class CudaFault {
  private static final Pattern NO_LIBRARY =
      Pattern.compile("(lib[\\w.+-]+\\.so[.\\d]*): cannot open shared object file");

  /** Those that ONNX Runtime opens when they are first needed. */
  private static final Pattern NOT_FOUND = Pattern.compile("(cuDNN|cuFFT) library was not found");

  private static final Pattern OF_TOOLKIT =
      Pattern.compile("lib(cublas|cudart|cufft|curand|nvrtc|nvJitLink|nvjitlink).*");
  private static final Pattern FAILURE = Pattern.compile("CUDA failure (\\d+)");
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
      return library(notFound.group(1).equals("cuDNN") ? "libcudnn.so.9" : "libcufft.so.11");
    }
    return "CUDA does not start here ('" + excerpt(message) + "'): " + remedy(message);
  }

  /** Returns what is missing and which part of NVIDIA's software has it. */
  static String library(String name) {
    return "The library %s is not to be found: install %s, and name its folder in LD_LIBRARY_PATH if it is not where the system looks"
        .formatted(name, owner(name));
  }

  private static String owner(String library) {
    if (library.startsWith("libcuda.")) {
      return "NVIDIA's driver, or give the container a GPU";
    }
    if (library.startsWith("libcudnn")) {
      return "NVIDIA's cuDNN 9 for CUDA 12";
    }
    if (library.startsWith("libnvinfer") || library.startsWith("libnvonnxparser")) {
      return "NVIDIA's TensorRT 10 for CUDA 12";
    }
    return OF_TOOLKIT.matcher(library).matches()
        ? "NVIDIA's CUDA Toolkit 12"
        : "the package that has it";
  }

  /** The numbers are those of CUDA's runtime library. */
  private static String remedy(String message) {
    Matcher failure = FAILURE.matcher(message);
    return switch (failure.find() ? Integer.parseInt(failure.group(1)) : -1) {
      case 2 -> "end what else is in the GPU's memory, or use fewer slots";
      case 35 -> "update the NVIDIA driver to one for CUDA 12";
      case 46 -> "see nvidia-smi: its compute mode keeps this process out, or start MPS";
      case 100 -> "see CUDA_VISIBLE_DEVICES, and whether the container was given a GPU";
      case 101 -> "see CUDA_VISIBLE_DEVICES, which has no such GPU";
      default -> "look for the cause with `euge doctor`";
    };
  }

  private static String excerpt(String message) {
    String line = message.strip().replaceAll("\\s+", " ");
    return line.length() > MAX_EXCERPT ? line.substring(0, MAX_EXCERPT) + "..." : line;
  }
}
