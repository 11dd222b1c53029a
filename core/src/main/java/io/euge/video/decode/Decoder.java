package io.euge.video.decode;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_DEFAULT;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_NONREF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_OUTPUT_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_DNXHD;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_FFV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_FLV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H263;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG1VIDEO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG2VIDEO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PRORES;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_RAWVIDEO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.FF_COMPLIANCE_STRICT;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.euge.video.DecodeDevice;
import io.euge.video.DecodeOptions;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoException.Stage;
import io.euge.video.demux.Demuxer;
import io.euge.video.demux.KeyframeSeeker;
import io.euge.video.scale.DolbyVision;
import io.euge.video.source.Ffmpeg;
import io.euge.video.source.FormatAllowlist;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Decodes the packets of a video stream to frames in presentation order. */
public final class Decoder implements AutoCloseable {
  static final int EAGAIN = AVERROR_EAGAIN();
  static final int END = AVERROR_EOF();

  /** Other codecs may omit frames, or have hidden ones. */
  private static final Set<Integer> ONE_FRAME_PER_PACKET =
      Set.of(
          AV_CODEC_ID_H264,
          AV_CODEC_ID_HEVC,
          AV_CODEC_ID_AV1,
          AV_CODEC_ID_VP8,
          AV_CODEC_ID_VP9,
          AV_CODEC_ID_MPEG4,
          AV_CODEC_ID_MPEG1VIDEO,
          AV_CODEC_ID_MPEG2VIDEO,
          AV_CODEC_ID_MJPEG,
          AV_CODEC_ID_H263,
          AV_CODEC_ID_FLV1,
          AV_CODEC_ID_PRORES,
          AV_CODEC_ID_DNXHD,
          AV_CODEC_ID_FFV1,
          AV_CODEC_ID_RAWVIDEO);

  /**
   * Codecs whose frames do not refer to each other, and AV1, whose threads share one frame. Of
   * others FFmpeg's threads decode several frames at once, and behind damage show what another
   * thread happens to have decoded by then.
   */
  private static final Set<Integer> SAFE_WITH_THREADS =
      Set.of(
          AV_CODEC_ID_AV1,
          AV_CODEC_ID_MJPEG,
          AV_CODEC_ID_PRORES,
          AV_CODEC_ID_DNXHD,
          AV_CODEC_ID_RAWVIDEO);

  private final Demuxer demuxer;
  private final DecodeOptions options;
  private AVCodecContext codec;
  private boolean outputsAll;
  private final AVFrame frame = av_frame_alloc();

  /** Null where the CPU decodes. */
  private GpuDecoder gpu;

  /** Whether there was an error since decoding began anew. */
  private boolean failed;

  /**
   * Opens a decoder.
   *
   * @throws VideoException if the codec is not on the allowlist or cannot be opened
   */
  Decoder(Demuxer demuxer, DecodeOptions options) {
    this.demuxer = demuxer;
    this.options = options;
    this.codec = avcodec_alloc_context3(null);
    try {
      open();
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  /**
   * Checks that a video can be decoded.
   *
   * @throws VideoException if the codec is not on the allowlist or cannot be opened
   */
  public static void check(Demuxer demuxer) {
    new Decoder(demuxer, DecodeOptions.DEFAULT).close();
  }

  private void open() {
    int id = demuxer.parameters().codec_id();
    boolean onGpu = options.device() == DecodeDevice.CUDA;
    AVCodec decoder = onGpu ? GpuDecoder.codec(id, demuxer.name()) : avcodec_find_decoder(id);
    if (decoder == null || decoder.isNull() || !isAdmitted(decoder)) {
      throw refused(id, "is not one that Euge decodes; convert the video, for instance to H.264");
    }
    if (demuxer.parameters().width() < 1 || demuxer.parameters().height() < 1) {
      new KeyframeSeeker(demuxer).checkClear();
      throw new VideoException(
          Stage.PROBE,
          Code.UNSUPPORTED,
          demuxer.name(),
          Double.NaN,
          "The beginning of %s does not declare the size of its frames: its headers are missing or corrupt, or the frames are too large (at most %d pixels)"
              .formatted(demuxer.name(), FormatAllowlist.MAX_PIXELS));
    }
    if ((long) demuxer.parameters().width() * demuxer.parameters().height()
        > FormatAllowlist.MAX_PIXELS) {
      throw new VideoException(
          Stage.PROBE,
          Code.UNSUPPORTED,
          demuxer.name(),
          Double.NaN,
          "The frames of %s are %s"
              .formatted(
                  demuxer.name(),
                  tooLarge(demuxer.parameters().width(), demuxer.parameters().height())));
    }
    if (DolbyVision.isIncompatible(demuxer.parameters())) {
      throw refused(id, "cannot be read: " + DolbyVision.REFUSAL);
    }
    check(id, avcodec_parameters_to_context(codec, demuxer.parameters()));
    codec.pkt_timebase(demuxer.stream().time_base());
    codec.max_pixels(FormatAllowlist.MAX_PIXELS);
    codec.thread_count(SAFE_WITH_THREADS.contains(id) ? options.threads() : 1);
    if (id == AV_CODEC_ID_HEVC || id == AV_CODEC_ID_MJPEG) {
      // These decoders hide their errors otherwise, and show what earlier pictures left in memory.
      codec.err_recognition(AV_EF_EXPLODE);
    }
    if (id == AV_CODEC_ID_HEVC && !onGpu) {
      UndecodedBlocks.mark(codec);
    }
    codec.thread_type(AVCodecContext.FF_THREAD_FRAME);
    if (onGpu) {
      gpu = GpuDecoder.prepare(codec, id, demuxer.name());
    }
    AVDictionary settings = new AVDictionary(null);
    av_dict_set(settings, "codec_whitelist", FormatAllowlist.CODECS, 0);
    try {
      check(id, avcodec_open2(codec, decoder, settings));
    } finally {
      av_dict_free(settings);
    }
  }

  private static String tooLarge(int width, int height) {
    return "too large: %d x %d pixels, at most %d in all are read"
        .formatted(width, height, FormatAllowlist.MAX_PIXELS);
  }

  /** Returns why a packet was refused: for frames that become too large, FFmpeg does not say. */
  String cause(int code) {
    return (long) codec.width() * codec.height() > FormatAllowlist.MAX_PIXELS
        ? "its frames become " + tooLarge(codec.width(), codec.height())
        : Ffmpeg.errorMessage(code);
  }

  private static boolean isAdmitted(AVCodec decoder) {
    return ("," + FormatAllowlist.CODECS + ",").contains("," + decoder.name().getString() + ",");
  }

  private void check(int id, int code) {
    if (code < 0) {
      throw refused(id, "cannot be decoded: " + Ffmpeg.errorMessage(code));
    }
  }

  private VideoException refused(int codecId, String why) {
    return new VideoException(
        Stage.PROBE,
        Code.UNSUPPORTED,
        demuxer.name(),
        Double.NaN,
        "The codec %s of %s %s".formatted(codecName(codecId), demuxer.name(), why));
  }

  private String codecName(int codecId) {
    String name = avcodec_get_name(codecId).getString();
    int tag = demuxer.parameters().codec_tag();
    StringBuilder letters = new StringBuilder();
    for (int shift = 0; shift < 32; shift += 8) {
      char letter = (char) (tag >> shift & 0xff);
      letters.append(letter > ' ' && letter < 127 ? letter : '.');
    }
    return tag == 0 ? name : name + " (" + letters + ")";
  }

  /** Returns the frame received last. Its memory belongs to the decoder. */
  AVFrame frame() {
    return frame;
  }

  /** Returns FFmpeg's name of the decoder. */
  String name() {
    return codec.codec().name().getString();
  }

  /** Returns whether each packet is one frame, so that a frame that does not come was dropped. */
  boolean outputsOneFramePerPacket() {
    return ONE_FRAME_PER_PACKET.contains(codec.codec_id());
  }

  /** Returns how many packets may be in the decoder's threads at a time. */
  int packetsInFlight() {
    return codec.active_thread_type() == AVCodecContext.FF_THREAD_FRAME ? codec.thread_count() : 1;
  }

  /** Has the decoder output pictures also where it does not know that decoding can begin there. */
  void outputAll() {
    codec.flags(codec.flags() | AV_CODEC_FLAG_OUTPUT_CORRUPT);
    outputsAll = true;
  }

  /**
   * Prepares for pictures before which others must be held back. FFmpeg holds back as many as the
   * stream declares. Where an H.264 stream does not, FFmpeg learns it from the first picture that
   * comes too late, and drops that one. Strictly by the standard, it holds back as many as the
   * level of the stream allows.
   */
  void holdBack(int pictures) {
    if (codec.codec_id() == AV_CODEC_ID_H264 && pictures > codec.has_b_frames()) {
      codec.strict_std_compliance(FF_COMPLIANCE_STRICT);
    }
  }

  /** Lets the decoder skip the next packet's frame if no other frame refers to it. */
  void skipNonReference(boolean skip) {
    codec.skip_frame(skip ? AVDISCARD_NONREF : AVDISCARD_DEFAULT);
  }

  /**
   * Sends a packet to the decoder, or with null drains it.
   *
   * @return FFmpeg's code: 0, or negative on damage
   */
  int send(AVPacket packet) {
    int code = avcodec_send_packet(codec, packet);
    if (gpu != null) {
      gpu.check(code);
    }
    failed |= code < 0 && code != END;
    return code == END ? 0 : code;
  }

  /**
   * Receives the next frame in presentation order.
   *
   * @return FFmpeg's code: 0, {@link #EAGAIN} when packets are needed, end of file when all was
   *     given after {@code send(null)}, or negative on damage
   */
  int receive() {
    int code = gpu == null ? avcodec_receive_frame(codec, frame) : gpu.receive(frame);
    failed |= code < 0 && code != EAGAIN && code != END;
    return code;
  }

  /** Returns whether the frame received last was decoded with errors. */
  boolean isCorrupt() {
    return frame.decode_error_flags() != 0
        || (!outputsAll && (frame.flags() & AV_FRAME_FLAG_CORRUPT) != 0)
        || (codec.codec_id() == AV_CODEC_ID_HEVC
            && gpu == null
            && UndecodedBlocks.areIn(frame, codec));
  }

  /** Returns whether a flush costs nothing: one of a GPU has to wait for the frames in it. */
  boolean flushesCheaply() {
    return gpu == null;
  }

  /** Discards all reference frames, so that decoding can restart. */
  void flush() {
    if (failed && gpu == null && codec.codec_id() == AV_CODEC_ID_AV1) {
      // A flush does not reach libaom, whose threads decode nothing right after an error.
      avcodec_free_context(codec);
      codec = avcodec_alloc_context3(null);
      open();
    } else {
      avcodec_flush_buffers(codec);
    }
    failed = false;
  }

  @Override
  public void close() {
    if (gpu != null) {
      gpu.close();
    }
    av_frame_free(frame);
    avcodec_free_context(codec);
  }
}
