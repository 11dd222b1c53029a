package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_FRAME_CROPPING;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_CROP_UNALIGNED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_apply_cropping;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/**
 * The borders of a picture that its container hides, in pixels before the picture is turned:
 * Matroska's {@code PixelCrop} and MP4's {@code clap}. They are left out as by FFmpeg's program:
 * from what the codec shows, and with chroma samples kept whole.
 */
public record Cropping(int top, int bottom, int left, int right) {
  static final Cropping NONE = new Cropping(0, 0, 0, 0);

  private static final int BYTES = 4 * Integer.BYTES;

  static Cropping of(AVCodecParameters parameters) {
    AVPacketSideData data =
        av_packet_side_data_get(
            parameters.coded_side_data(),
            parameters.nb_coded_side_data(),
            AV_PKT_DATA_FRAME_CROPPING);
    if (data == null || data.isNull() || data.size() < BYTES) {
      return NONE;
    }
    byte[] bytes = new byte[BYTES];
    data.data().get(bytes);
    ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return new Cropping(values.getInt(), values.getInt(), values.getInt(), values.getInt());
  }

  /**
   * Returns what is left out of a picture: nothing if nothing would remain of it. The first column
   * and row that remain are the first ones of a chroma sample, and so is the number of the columns
   * and rows a multiple. Pictures of one bit for a pixel stay whole.
   *
   * @param format FFmpeg's number of the pixel format; negative if unknown
   */
  Cropping within(int width, int height, int format) {
    if (equals(NONE) || (top | bottom | left | right) < 0) {
      return NONE;
    }
    AVPixFmtDescriptor pixels = av_pix_fmt_desc_get(format);
    boolean known = pixels != null && !pixels.isNull();
    if (known && (pixels.flags() & AV_PIX_FMT_FLAG_BITSTREAM) != 0) {
      return NONE;
    }
    int across = known ? 1 << pixels.log2_chroma_w() : 1;
    int down = known ? 1 << pixels.log2_chroma_h() : 1;
    long columns = ((long) width - left - right) / across * across;
    long rows = ((long) height - top - bottom) / down * down;
    if (columns <= 0 || rows <= 0) {
      return NONE;
    }
    int x = left / across * across;
    int y = top / down * down;
    return new Cropping(y, (int) (height - y - rows), x, (int) (width - x - columns));
  }

  /** Has a frame begin and end within its memory where these borders do. Copies no pixel. */
  public void apply(AVFrame frame) {
    Cropping hidden = within(frame.width(), frame.height(), frame.format());
    if (!hidden.equals(NONE)) {
      frame.crop_top(hidden.top).crop_bottom(hidden.bottom);
      frame.crop_left(hidden.left).crop_right(hidden.right);
      av_frame_apply_cropping(frame, AV_FRAME_CROP_UNALIGNED);
    }
  }
}
