package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_FLV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H263;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG1VIDEO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG2VIDEO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MSMPEG4V1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MSMPEG4V2;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MSMPEG4V3;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VC1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WMV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WMV2;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WMV3;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PICTURE_STRUCTURE_BOTTOM_FIELD;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PICTURE_STRUCTURE_TOP_FIELD;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_close;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_parse2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_B;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_BI;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVCodecParserContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Reads the headers of pictures, in decoding order: what type each is, and its rank in the order of
 * output. A container's mark of a keyframe alone does not count where the codec can tell:
 * containers mark more pictures than decoding can begin with.
 */
public final class PictureParser implements AutoCloseable {
  private final int codecId;
  private final AVCodecContext codec;

  /** Null for a codec whose packets need no parsing. */
  private AVCodecParserContext parser;

  private final OutputOrder order;
  private final PointerPointer<BytePointer> out = new PointerPointer<>(1);
  private final IntPointer size = new IntPointer(1);
  private final PacketBytes bytes = new PacketBytes();
  private PictureType type;
  private long rank;

  /** The field that the last picture was, while its frame lacks the other one; else 0. */
  private int openField;

  private boolean secondField;

  public PictureParser(AVCodecParameters parameters) {
    codecId = parameters.codec_id();
    codec = avcodec_alloc_context3(null);
    avcodec_parameters_to_context(codec, parameters);
    initialize();
    order =
        hasCount(codecId)
            ? OutputOrder.byCount()
            : hasTypes(codecId) ? OutputOrder.byType() : OutputOrder.asDecoded();
  }

  private void initialize() {
    if (reorders(codecId)) {
      parser = av_parser_init(codecId);
      parser.flags(AVCodecParserContext.PARSER_FLAG_COMPLETE_FRAMES);
    }
  }

  private static boolean hasCount(int codecId) {
    return codecId == AV_CODEC_ID_H264 || codecId == AV_CODEC_ID_HEVC;
  }

  private static boolean hasTypes(int codecId) {
    return codecId == AV_CODEC_ID_MPEG1VIDEO
        || codecId == AV_CODEC_ID_MPEG2VIDEO
        || codecId == AV_CODEC_ID_MPEG4
        || codecId == AV_CODEC_ID_VC1
        || codecId == AV_CODEC_ID_WMV3;
  }

  /** Returns whether pictures may be output in another order than they are decoded. */
  static boolean reorders(int codecId) {
    return hasCount(codecId) || hasTypes(codecId);
  }

  /** Parses the next packet in decoding order that has a picture. */
  public void parse(AVPacket packet) {
    bytes.of(packet);
    boolean marked = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
    int count = 0;
    if (parser == null) {
      type = marked && isIntra(packet.size()) ? PictureType.RANDOM_ACCESS : PictureType.REFERENCE;
    } else {
      byte[] extradata = SideData.extradata(packet);
      if (extradata != null) {
        replaceExtradata(extradata);
      }
      av_parser_parse2(
          parser, codec, out, size, bytes, packet.size(), packet.pts(), packet.dts(), -1);
      count = parser.output_picture_number();
      type = parsedType(packet, marked);
    }
    pairFields();
    rank = secondField ? rank : order.rank(type, count);
  }

  /** Begins anew with new parameter sets. */
  private void replaceExtradata(byte[] extradata) {
    av_parser_close(parser);
    av_free(codec.extradata());
    BytePointer copy = new BytePointer(av_mallocz(extradata.length + AV_INPUT_BUFFER_PADDING_SIZE));
    copy.put(extradata, 0, extradata.length);
    codec.extradata(copy);
    codec.extradata_size(extradata.length);
    initialize();
  }

  /** Where each field of an interlaced picture is a packet, two of them are one frame. */
  private void pairFields() {
    int structure = codecId == AV_CODEC_ID_H264 ? parser.picture_structure() : 0;
    boolean field =
        structure == AV_PICTURE_STRUCTURE_TOP_FIELD
            || structure == AV_PICTURE_STRUCTURE_BOTTOM_FIELD;
    secondField = field && openField != 0 && openField != structure;
    openField = field && !secondField ? structure : 0;
  }

  /** Returns whether the packet that was parsed last completes the frame of the one before. */
  boolean isSecondField() {
    return secondField;
  }

  private PictureType parsedType(AVPacket packet, boolean marked) {
    // The parser of MPEG-4 reads no types where the container has complete pictures.
    int picture =
        codecId == AV_CODEC_ID_MPEG4 ? Mpeg4Picture.type(bytes, packet.size()) : parser.pict_type();
    if (picture == AV_PICTURE_TYPE_B || picture == AV_PICTURE_TYPE_BI) {
      return PictureType.BIDIRECTIONAL;
    }
    // With gradual refresh a picture is marked from which on all is right only later: no intra one.
    boolean intra = picture == AV_PICTURE_TYPE_I && (!hasCount(codecId) || parser.key_frame() == 1);
    return marked && intra ? PictureType.RANDOM_ACCESS : PictureType.REFERENCE;
  }

  /** Returns the type of the picture that was parsed last. */
  PictureType type() {
    return type;
  }

  /** Returns whether decoding can begin with the picture that was parsed last. */
  public boolean isRandomAccess() {
    return type == PictureType.RANDOM_ACCESS;
  }

  /** Returns the rank of the picture that was parsed last; see {@link OutputOrder}. */
  public long rank() {
    return rank;
  }

  /** Reads the picture type of codecs whose packets are all marked as keyframes by some writers. */
  private boolean isIntra(int size) {
    if (size < 9) {
      return true;
    }
    return switch (codecId) {
      case AV_CODEC_ID_MSMPEG4V1 -> bits(bytes, 37, 2) == 0;
      case AV_CODEC_ID_MSMPEG4V2, AV_CODEC_ID_MSMPEG4V3, AV_CODEC_ID_WMV1 -> bits(bytes, 0, 2) == 0;
      case AV_CODEC_ID_WMV2 -> bits(bytes, 0, 1) == 0;
      case AV_CODEC_ID_FLV1 -> isIntraFlv(bytes);
      case AV_CODEC_ID_H263 -> isIntraH263(bytes);
      default -> true;
    };
  }

  /** Adobe's video file format, 10.1: annex E.4.3.1, picture types of Sorenson's H.263. */
  private static boolean isIntraFlv(BytePointer data) {
    int sizes = bits(data, 30, 3);
    int dimensions = sizes == 0 ? 16 : sizes == 1 ? 32 : 0;
    return bits(data, 33 + dimensions, 2) == 0;
  }

  /** ITU-T H.263, 5.1.3 and 5.1.4.3. */
  private static boolean isIntraH263(BytePointer data) {
    if (bits(data, 35, 3) != 7) {
      return bits(data, 38, 1) == 0;
    }
    // The extended type; its optional part of 18 bits comes first if the update bit says so.
    int update = bits(data, 38, 3);
    return bits(data, update == 1 ? 59 : 41, 3) == 0;
  }

  private static int bits(BytePointer data, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      value = value << 1 | (data.get(i >> 3) >> (7 - (i & 7)) & 1);
    }
    return value;
  }

  @Override
  public void close() {
    if (parser != null) {
      av_parser_close(parser);
    }
    avcodec_free_context(codec);
    out.close();
    size.close();
  }
}
