package io.euge.video.decode;

import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_CUDA;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_ctx_create;

import io.euge.EugeException;
import io.euge.process.SharedLibrary;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/**
 * FFmpeg's device context of the first GPU that the process sees. The process has one: each further
 * one would take a CUDA context's memory.
 */
final class CudaDecodeDevice {
  /** What to do instead, the end of every message about the GPU. */
  static final String REMEDY = "; or decode on the CPU (decode-on cpu)";

  /** Libraries of the driver that decoding needs. */
  private static final List<String> LIBRARIES = List.of("libcuda.so.1", "libnvcuvid.so.1");

  private static AVBufferRef device;

  private CudaDecodeDevice() {}

  /**
   * Returns a new reference to the device context, which the caller owns.
   *
   * @throws EugeException if there is no GPU to decode on
   */
  static synchronized AVBufferRef reference() {
    if (device == null) {
      AVBufferRef created = new AVBufferRef(null);
      if (create(created) < 0) {
        av_buffer_unref(created);
        throw new EugeException(
            "Cannot decode videos on a GPU in this process: " + missing() + REMEDY);
      }
      device = created;
    }
    return av_buffer_ref(device);
  }

  private static int create(AVBufferRef context) {
    return av_hwdevice_ctx_create(context, AV_HWDEVICE_TYPE_CUDA, "0", (AVDictionary) null, 0);
  }

  /** Returns whether the driver works: it reports its own error for corrupt pictures too. */
  static boolean works() {
    AVBufferRef another = new AVBufferRef(null);
    boolean created = create(another) >= 0;
    av_buffer_unref(another);
    return created;
  }

  private static String missing() {
    String missing =
        LIBRARIES.stream()
            .filter(name -> !SharedLibrary.isInstalled(name))
            .collect(Collectors.joining(" and "));
    return missing.isEmpty()
        ? "the NVIDIA driver has no GPU for it; see nvidia-smi and CUDA_VISIBLE_DEVICES"
        : "there is no "
            + missing
            + "; install the NVIDIA driver, or give the container a GPU with the driver capability"
            + " video";
  }
}
