package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG2VIDEO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_close;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_parse2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVCodecParserContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Checks whether all pictures from a keyframe on are decoded as if it were the first. Containers
 * mark more than those: with periodic intra refresh a picture is "key" from which the whole picture
 * is right only some pictures later, and it is no intra picture.
 */
public final class RandomAccessCheck implements AutoCloseable {
  private final AVCodecContext codec;
  private final int codecId;

  public RandomAccessCheck(AVCodecParameters parameters) {
    codecId = parameters.codec_id();
    codec = avcodec_alloc_context3(null);
    avcodec_parameters_to_context(codec, parameters);
  }

  /** Parses the header of a picture that the container marks as a keyframe. */
  public boolean isRandomAccess(AVPacket packet) {
    boolean marksMore =
        codecId == AV_CODEC_ID_H264
            || codecId == AV_CODEC_ID_HEVC
            || codecId == AV_CODEC_ID_MPEG4
            || codecId == AV_CODEC_ID_MPEG2VIDEO;
    if (!marksMore) {
      return true;
    }
    AVCodecParserContext parser = av_parser_init(codecId);
    try (PointerPointer<BytePointer> out = new PointerPointer<>(1);
        IntPointer size = new IntPointer(1)) {
      parser.flags(AVCodecParserContext.PARSER_FLAG_COMPLETE_FRAMES);
      av_parser_parse2(
          parser, codec, out, size, packet.data(), packet.size(), packet.pts(), packet.dts(), -1);
      return parser.pict_type() == AV_PICTURE_TYPE_I
          && (codecId != AV_CODEC_ID_H264 || parser.key_frame() == 1);
    } finally {
      av_parser_close(parser);
    }
  }

  @Override
  public void close() {
    avcodec_free_context(codec);
  }
}
