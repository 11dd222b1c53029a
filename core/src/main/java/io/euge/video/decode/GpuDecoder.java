package io.euge.video.decode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_HW_CONFIG_METHOD_HW_DEVICE_CTX;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_hw_config;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXTERNAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_CUDA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_CUDA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NONE;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy_props;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_ctx_create;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_transfer_data;

import com.sun.jna.NativeLibrary;
import io.euge.EugeException;
import io.euge.video.source.Ffmpeg;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext.Get_format_AVCodecContext_IntPointer;
import org.bytedeco.ffmpeg.avcodec.AVCodecHWConfig;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.IntPointer;

/**
 * The part of decoding that is done on a GPU: choosing a codec's decoder there, and fetching its
 * pictures. It is the first GPU that the process sees. All that goes wrong with the GPU is an
 * {@link EugeException} and not the video's fault, so that no video is left out because of it.
 * Never run on a GPU.
 */
final class GpuDecoder implements AutoCloseable {
  private static final String REMEDY = "; or decode on the CPU (decode-on cpu)";

  /** Of the driver; without them nothing is decoded. */
  private static final List<String> LIBRARIES = List.of("libcuda.so.1", "libnvcuvid.so.1");

  private static final Chooser CHOOSER = new Chooser();

  /** The addresses of codecs that the GPU has no part for, seen when they ask. */
  private static final Set<Long> REFUSED = ConcurrentHashMap.newKeySet();

  /** Of the process: each of its own would take a CUDA context's memory. */
  private static AVBufferRef device;

  private final AVCodecContext codec;
  private final String video;
  private final String codecName;
  private final AVFrame surface = av_frame_alloc();

  private GpuDecoder(AVCodecContext codec, String video, String codecName) {
    this.codec = codec;
    this.video = video;
    this.codecName = codecName;
  }

  /**
   * The decoder of a codec that has a part for GPUs.
   *
   * @throws EugeException if there is none
   */
  static AVCodec codec(int id, String video) {
    // FFmpeg names its own decoders as the codecs; others, such as AV1's usual one, have no GPU.
    String name = avcodec_get_name(id).getString();
    AVCodec decoder = avcodec_find_decoder_by_name(name);
    if (decoder != null && !decoder.isNull()) {
      for (int i = 0; ; i++) {
        AVCodecHWConfig config = avcodec_get_hw_config(decoder, i);
        if (config == null || config.isNull()) {
          break;
        }
        if (config.device_type() == AV_HWDEVICE_TYPE_CUDA
            && (config.methods() & AV_CODEC_HW_CONFIG_METHOD_HW_DEVICE_CTX) != 0) {
          return decoder;
        }
      }
    }
    throw new EugeException(
        "The codec %s of %s is not one that GPUs decode: convert the video to H.264%s"
            .formatted(name, video, REMEDY));
  }

  /**
   * Has a codec that is not open yet decode on the GPU.
   *
   * @throws EugeException if there is no GPU to decode on
   */
  static GpuDecoder prepare(AVCodecContext codec, int id, String video) {
    codec.hw_device_ctx(av_buffer_ref(device()));
    codec.get_format(CHOOSER);
    // Its pictures are decoded one after the other anyway.
    codec.thread_count(1);
    return new GpuDecoder(codec, video, avcodec_get_name(id).getString());
  }

  private static synchronized AVBufferRef device() {
    if (device == null) {
      AVBufferRef made = new AVBufferRef(null);
      if (begin(made) < 0) {
        av_buffer_unref(made);
        throw new EugeException(
            "Videos cannot be decoded on a GPU in this process: " + missing() + REMEDY);
      }
      device = made;
    }
    return device;
  }

  private static int begin(AVBufferRef context) {
    return av_hwdevice_ctx_create(context, AV_HWDEVICE_TYPE_CUDA, "0", (AVDictionary) null, 0);
  }

  /** The driver also blames itself for pictures that are damaged; then it still begins anew. */
  private static boolean works() {
    AVBufferRef another = new AVBufferRef(null);
    boolean begun = begin(another) >= 0;
    av_buffer_unref(another);
    return begun;
  }

  private static String missing() {
    String missing =
        LIBRARIES.stream().filter(name -> !isThere(name)).collect(Collectors.joining(" and "));
    return missing.isEmpty()
        ? "the NVIDIA driver has no GPU for it; see nvidia-smi and CUDA_VISIBLE_DEVICES"
        : "there is no "
            + missing
            + "; install the NVIDIA driver, or give the container a GPU with the driver capability"
            + " video";
  }

  private static boolean isThere(String library) {
    try {
      NativeLibrary.getInstance(library).close();
      return true;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }

  /**
   * Takes the next picture and fetches it into a frame in main memory.
   *
   * @return FFmpeg's code, as of {@code avcodec_receive_frame}
   * @throws EugeException if the GPU failed
   */
  int receive(AVFrame frame) {
    int code = check(avcodec_receive_frame(codec, surface));
    if (code < 0) {
      return code;
    }
    av_frame_unref(frame);
    code = av_hwframe_transfer_data(frame, surface, 0);
    if (code >= 0) {
      code = av_frame_copy_props(frame, surface);
    }
    av_frame_unref(surface);
    if (code < 0) {
      throw failed("a picture could not be fetched from it: " + Ffmpeg.errorMessage(code));
    }
    return code;
  }

  /**
   * Tells what is wrong with the GPU from what is wrong with the video.
   *
   * @return the code
   * @throws EugeException if it tells of the GPU
   */
  int check(int code) {
    if (code < 0 && REFUSED.contains(codec.address())) {
      throw failed("it does not decode %s of this kind and size".formatted(codecName));
    }
    if (code == AVERROR_EXTERNAL() && !works()) {
      throw failed("the driver reports an error; see the kernel's log and nvidia-smi");
    }
    return code;
  }

  private EugeException failed(String why) {
    return new EugeException(
        "The GPU failed at %s, codec %s: %s%s".formatted(video, codecName, why, REMEDY));
  }

  @Override
  public void close() {
    av_frame_free(surface);
    REFUSED.remove(codec.address());
  }

  /** One for all decoders: JavaCPP has ten native functions for all callbacks of a type. */
  private static final class Chooser extends Get_format_AVCodecContext_IntPointer {
    @Override
    public int call(AVCodecContext codec, IntPointer formats) {
      for (int i = 0; formats.get(i) != AV_PIX_FMT_NONE; i++) {
        if (formats.get(i) == AV_PIX_FMT_CUDA) {
          return AV_PIX_FMT_CUDA;
        }
      }
      // The others are the processor's, which nobody asked for.
      REFUSED.add(codec.address());
      return AV_PIX_FMT_NONE;
    }
  }
}
