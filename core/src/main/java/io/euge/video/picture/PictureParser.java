package io.euge.video.picture;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG1VIDEO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG2VIDEO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_THEORA;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VC1;
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
 * output. A container's mark of a keyframe does not count where the codec can tell: containers mark
 * more pictures than decoding can begin with, and some mark none.
 */
public final class PictureParser implements AutoCloseable {
  private final int codecId;
  private final AVCodecContext codec;

  /** Null for a codec that FFmpeg need not parse. */
  private AVCodecParserContext parser;

  /** Null for other codecs. */
  private Mpeg4Picture mpeg4;

  /** Null for other codecs. */
  private Wmv3Picture wmv3;

  /** Null for other codecs. */
  private CodedUnits units;

  /** Null for other codecs. */
  private final JpegHeader jpeg;

  private boolean hasPicture;

  /** Whether the last picture is intra coded. */
  private boolean isIntra;

  /** H.264's record of parameter sets, where packets have lengths; null where there is none. */
  private byte[] avcRecord;

  private boolean hasStartCodes;

  private final OutputOrder order;
  private final PointerPointer<BytePointer> out = new PointerPointer<>(1);
  private final IntPointer size = new IntPointer(1);
  private final PacketBytes bytes = new PacketBytes();
  private final SkippedPicture skipped = new SkippedPicture();
  private PictureType type;
  private long rank;

  /** The field that the last picture was, while its frame lacks the other one; else 0. */
  private int openField;

  private boolean secondField;

  public PictureParser(AVCodecParameters parameters) {
    codecId = parameters.codec_id();
    codec = avcodec_alloc_context3(null);
    avcodec_parameters_to_context(codec, parameters);
    jpeg = codecId == AV_CODEC_ID_MJPEG ? new JpegHeader(parameters.height()) : null;
    initialize(extradata());
    order =
        hasUnits(codecId)
            ? OutputOrder.byCount()
            : hasTypes(codecId) ? OutputOrder.byType() : OutputOrder.asDecoded();
  }

  private void initialize(byte[] extradata) {
    if (codecId == AV_CODEC_ID_MPEG4) {
      mpeg4 = new Mpeg4Picture();
      try (BytePointer data = new BytePointer(extradata)) {
        mpeg4.declare(data, extradata.length);
      }
    } else if (codecId == AV_CODEC_ID_WMV3) {
      wmv3 = new Wmv3Picture(extradata);
    } else if (reorders(codecId)) {
      avcRecord = AvcConfiguration.is(codecId, extradata) ? extradata : null;
      hasStartCodes = false;
      units = hasUnits(codecId) ? new CodedUnits(codecId, extradata) : null;
      openParser();
    }
  }

  private byte[] extradata() {
    byte[] extradata = new byte[codec.extradata_size()];
    if (extradata.length > 0) {
      codec.extradata().get(extradata);
    }
    return extradata;
  }

  private void openParser() {
    parser = av_parser_init(codecId);
    parser.flags(AVCodecParserContext.PARSER_FLAG_COMPLETE_FRAMES);
  }

  /** Returns whether packets of a codec may have no picture, which decoders refuse. */
  public static boolean refusesPictureless(int codecId) {
    return hasUnits(codecId) || codecId == AV_CODEC_ID_THEORA;
  }

  /** Returns whether packets of a codec are of units, of which pictures are some. */
  public static boolean hasUnits(int codecId) {
    return codecId == AV_CODEC_ID_H264 || codecId == AV_CODEC_ID_HEVC;
  }

  /** Returns whether codecs are the same to parsers and decoders, as MPEG-1 and MPEG-2 are. */
  public static boolean isSameFamily(int codecId, int other) {
    return codecId == other || (isEarlyMpeg(codecId) && isEarlyMpeg(other));
  }

  private static boolean isEarlyMpeg(int codecId) {
    return codecId == AV_CODEC_ID_MPEG1VIDEO || codecId == AV_CODEC_ID_MPEG2VIDEO;
  }

  private static boolean hasTypes(int codecId) {
    return isEarlyMpeg(codecId)
        || codecId == AV_CODEC_ID_MPEG4
        || codecId == AV_CODEC_ID_VC1
        || codecId == AV_CODEC_ID_WMV3;
  }

  /** Returns whether pictures may be output in another order than they are decoded. */
  private static boolean reorders(int codecId) {
    return hasUnits(codecId) || hasTypes(codecId);
  }

  /**
   * Parses the next packet in decoding order that is not empty. Where it has no picture, the rank
   * is that of the one before.
   *
   * @param extradata new parameters of the codec that the packet brings, or null
   */
  public void parse(AVPacket packet, byte[] extradata) {
    bytes.of(packet);
    if (extradata != null && reorders(codecId)) {
      closeParser();
      initialize(extradata);
      setExtradata(extradata);
    }
    boolean marked = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
    if (reorders(codecId)) {
      int picture = pictureType(packet);
      isIntra = picture == AV_PICTURE_TYPE_I;
      type = typeOf(picture);
    } else {
      isIntra = IntraPicture.isIntra(codecId, bytes, packet.size());
      type = marked && isIntra ? PictureType.RANDOM_ACCESS : PictureType.REFERENCE;
    }
    if (jpeg != null) {
      jpeg.read(bytes, packet.size());
    }
    hasPicture = findPicture(packet);
    if (hasPicture) {
      pairFields();
      // Decoding begins with a frame, not within one, and where all is right at once.
      boolean isWithin = secondField || (units != null && units.recoversLater());
      type = isWithin && isRandomAccess() ? PictureType.REFERENCE : type;
      if (beginsSequence()) {
        order.beginSequence();
      }
      int count = parser == null ? 0 : parser.output_picture_number();
      rank = secondField ? rank : order.rank(type, count);
    } else {
      type = PictureType.REFERENCE;
    }
  }

  /**
   * Parses the next packet and returns whether a video may begin with it. A mark suffices where the
   * codec has a gradual refresh: there may be no better picture. An intra picture needs no mark.
   *
   * @param extradata as in {@link #parse}
   */
  public boolean isStart(AVPacket packet, byte[] extradata) {
    parse(packet, extradata);
    boolean marked = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
    return hasPicture && (isRandomAccess() || (reorders(codecId) ? marked : isIntra));
  }

  /**
   * Returns whether a video without any {@linkplain #isStart start} may begin with the picture that
   * was parsed last: an intra picture of H.264, after which FFmpeg's decoder outputs pictures too.
   */
  public boolean isPossibleStart() {
    return codecId == AV_CODEC_ID_H264 && hasPicture && isIntra && !secondField;
  }

  /** Returns whether the packet that was parsed last has a picture. */
  public boolean hasPicture() {
    return hasPicture;
  }

  private boolean findPicture(AVPacket packet) {
    if (mpeg4 != null) {
      return mpeg4.isCoded();
    }
    if (codecId == AV_CODEC_ID_THEORA) {
      // Theora, 6.1: the highest bit says that it is a header, of a recording that was joined.
      return bytes.get(0) >= 0;
    }
    return units == null
        ? !skipped.is(codec, codecId, bytes, packet.size())
        : units.hasPicture(bytes, packet.size(), hasStartCodes);
  }

  /** Reads FFmpeg's number of the picture's type. */
  private int pictureType(AVPacket packet) {
    if (mpeg4 != null) {
      mpeg4.read(bytes, packet.size());
      return mpeg4.type();
    }
    if (wmv3 != null) {
      return wmv3.type(bytes);
    }
    if (avcRecord != null) {
      followForm(packet);
    }
    av_parser_parse2(
        parser, codec, out, size, bytes, packet.size(), packet.pts(), packet.dts(), -1);
    return parser.pict_type();
  }

  private PictureType typeOf(int picture) {
    if (picture == AV_PICTURE_TYPE_B || picture == AV_PICTURE_TYPE_BI) {
      return PictureType.BIDIRECTIONAL;
    }
    // With gradual refresh a keyframe is one from which on all is right only later: no intra one.
    boolean intra = picture == AV_PICTURE_TYPE_I && (!hasUnits(codecId) || parser.key_frame() == 1);
    return intra ? PictureType.RANDOM_ACCESS : PictureType.REFERENCE;
  }

  /** Has the parser read start codes where packets have them against what is declared. */
  private void followForm(AVPacket packet) {
    boolean found = AvcConfiguration.hasStartCodes(bytes, packet.size(), hasStartCodes);
    if (found != hasStartCodes) {
      hasStartCodes = found;
      closeParser();
      setExtradata(found ? AvcConfiguration.parameterSets(avcRecord) : avcRecord);
      openParser();
    }
  }

  private void setExtradata(byte[] extradata) {
    av_free(codec.extradata());
    BytePointer copy = new BytePointer(av_mallocz(extradata.length + AV_INPUT_BUFFER_PADDING_SIZE));
    copy.put(extradata, 0, extradata.length);
    codec.extradata(copy);
    codec.extradata_size(extradata.length);
  }

  private void closeParser() {
    if (parser != null) {
      av_parser_close(parser);
      parser = null;
    }
  }

  private int structure() {
    if (jpeg != null && jpeg.isField()) {
      return openField == 0 ? AV_PICTURE_STRUCTURE_TOP_FIELD : AV_PICTURE_STRUCTURE_BOTTOM_FIELD;
    }
    return codecId == AV_CODEC_ID_H264 ? parser.picture_structure() : 0;
  }

  /** Where each field of an interlaced picture is a packet, two of them are one frame. */
  private void pairFields() {
    int structure = structure();
    boolean field =
        structure == AV_PICTURE_STRUCTURE_TOP_FIELD
            || structure == AV_PICTURE_STRUCTURE_BOTTOM_FIELD;
    secondField = field && openField != 0 && openField != structure;
    openField = field && !secondField ? structure : 0;
  }

  /** Returns whether the packet that was parsed last completes the frame of the one before. */
  public boolean isSecondField() {
    return secondField;
  }

  /**
   * Returns whether no other picture refers to the one that was parsed last. Of fields it is not
   * said.
   */
  public boolean isDisposable() {
    boolean isField = openField != 0 || secondField;
    return hasPicture
        && !isField
        && (units == null ? type == PictureType.BIDIRECTIONAL : !units.isReference());
  }

  /** Returns whether a picture is missing that the one parsed last may refer to. */
  public boolean lacksReference() {
    return hasPicture && !isRandomAccess() && units != null && units.lacksReference();
  }

  /** Returns whether no decoder outputs the picture that was parsed last. */
  public boolean isOmitted() {
    return hasPicture && units != null && units.isOmitted();
  }

  /**
   * Returns whether a sequence begins with the picture that was parsed last, at a cut. No decoder
   * outputs pictures that lead it and refer to what is before.
   */
  public boolean beginsSequence() {
    return hasPicture && units != null && units.beginsSequence();
  }

  /** Returns the type of the picture that was parsed last. */
  public PictureType type() {
    return type;
  }

  /** Returns whether decoding can begin with the picture that was parsed last. */
  public boolean isRandomAccess() {
    return type == PictureType.RANDOM_ACCESS;
  }

  /**
   * Returns whether a decoder that is given nothing before decodes all from the picture that was
   * parsed last on as one that was given all, if decoding can begin with it.
   */
  public boolean isIndependent() {
    if (mpeg4 != null) {
      return mpeg4.hasLayers() && !mpeg4.measuresTimes();
    }
    if (jpeg != null) {
      return jpeg.hasTables() && !jpeg.mayBeField();
    }
    return units == null || units.hasParameterSets();
  }

  /**
   * Returns whether only packets that were not parsed tell whether the one that was parsed last is
   * independent.
   */
  public boolean mayLackTables() {
    return jpeg != null && !jpeg.isComplete();
  }

  /** Returns the rank of the picture that was parsed last; see {@link OutputOrder}. */
  public long rank() {
    return rank;
  }

  @Override
  public void close() {
    closeParser();
    avcodec_free_context(codec);
    out.close();
    size.close();
  }
}
