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
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy_props;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_transfer_data;

import io.euge.EugeException;
import io.euge.video.source.Ffmpeg;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext.Get_format_AVCodecContext_IntPointer;
import org.bytedeco.ffmpeg.avcodec.AVCodecHWConfig;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.IntPointer;

/**
 * Decodes on the first GPU that the process sees, and copies the frames to main memory. A failure
 * of the GPU is an {@link EugeException} and no error of the video, so that no video is left out
 * because of it.
 */
final class GpuDecoder implements AutoCloseable {
  private static final FormatCallback FORMAT_CALLBACK = new FormatCallback();

  /** The addresses of codec contexts that the GPU cannot decode, as found in the callback. */
  private static final Set<Long> REFUSED = ConcurrentHashMap.newKeySet();

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
   * Returns the decoder of a codec that can use a GPU.
   *
   * @throws EugeException if there is none
   */
  static AVCodec codec(int id, String video) {
    // FFmpeg names its own decoders as the codecs; others, such as libdav1d, cannot use a GPU.
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
            .formatted(name, video, CudaDecodeDevice.REMEDY));
  }

  /**
   * Configures a codec that is not open yet to decode on the GPU.
   *
   * @throws EugeException if there is no GPU to decode on
   */
  static GpuDecoder prepare(AVCodecContext codec, int id, String video) {
    codec.hw_device_ctx(CudaDecodeDevice.reference());
    codec.get_format(FORMAT_CALLBACK);
    // The GPU decodes the pictures one after the other anyway.
    codec.thread_count(1);
    return new GpuDecoder(codec, video, avcodec_get_name(id).getString());
  }

  /**
   * Receives the next frame and copies it to main memory.
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
   * Distinguishes failures of the GPU from errors of the video.
   *
   * @return the code
   * @throws EugeException if it is a failure of the GPU
   */
  int check(int code) {
    if (code < 0 && REFUSED.contains(codec.address())) {
      throw failed("it does not decode %s of this kind and size".formatted(codecName));
    }
    if (code == AVERROR_EXTERNAL() && !CudaDecodeDevice.works()) {
      throw failed("the driver reports an error; see the kernel's log and nvidia-smi");
    }
    return code;
  }

  private EugeException failed(String why) {
    return new EugeException(
        "The GPU failed at %s, codec %s: %s%s"
            .formatted(video, codecName, why, CudaDecodeDevice.REMEDY));
  }

  @Override
  public void close() {
    av_frame_free(surface);
    REFUSED.remove(codec.address());
  }

  /** One for all decoders: JavaCPP has ten native functions for all callbacks of a type. */
  private static final class FormatCallback extends Get_format_AVCodecContext_IntPointer {
    @Override
    public int call(AVCodecContext codec, IntPointer formats) {
      for (int i = 0; formats.get(i) != AV_PIX_FMT_NONE; i++) {
        if (formats.get(i) == AV_PIX_FMT_CUDA) {
          return AV_PIX_FMT_CUDA;
        }
      }
      // The others are decoded on the CPU, which was not requested.
      REFUSED.add(codec.address());
      return AV_PIX_FMT_NONE;
    }
  }
}
