package io.euge.video.source;

import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import org.bytedeco.ffmpeg.avutil.AVDictionary;

/**
 * Limits what an untrusted video can make FFmpeg do: read this one file, with a demuxer and a
 * decoder of the allowlist, within bounds.
 *
 * <p>Each of the formats has one recording. Playlists, scripts and image sequences, which refer to
 * other files, are not allowed; nor are decoders that are rare and little tested.
 */
public final class FormatAllowlist {
  static final String FORMATS =
      "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,flv,asf,ogg,ivf,h264,hevc,m4v";

  public static final String CODECS =
      "h264,hevc,av1,libdav1d,libaom-av1,vp8,vp9,mpeg4,mpeg1video,mpeg2video,mjpeg,h263,h263i,flv,vc1,"
          + "wmv1,wmv2,wmv3,msmpeg4v1,msmpeg4v2,msmpeg4,theora,prores,dnxhd,ffv1,rawvideo";

  /** Twice the pixels of an 8K frame; a larger frame is refused before it is allocated. */
  public static final long MAX_PIXELS = 1L << 26;

  /**
   * The most memory that FFmpeg may allocate at once: the largest frame at 8 bytes a pixel, and
   * some padding. A few bytes of a file can declare, or unpack to, gigabytes.
   */
  static final long MAX_BYTES = 8 * MAX_PIXELS + (32 << 20);

  private static final int MAX_STREAMS = 64;
  private static final int PROBE_BYTES = 5_000_000;
  private static final int PROBE_MICROSECONDS = 5_000_000;

  private FormatAllowlist() {}

  /** Returns options for opening. The caller frees the dictionary. */
  static AVDictionary options() {
    AVDictionary options = new AVDictionary(null);
    av_dict_set(options, "protocol_whitelist", "file", 0);
    av_dict_set(options, "format_whitelist", FORMATS, 0);
    av_dict_set(options, "codec_whitelist", CODECS, 0);
    av_dict_set(options, "max_streams", Integer.toString(MAX_STREAMS), 0);
    av_dict_set(options, "probesize", Integer.toString(PROBE_BYTES), 0);
    av_dict_set(options, "analyzeduration", Integer.toString(PROBE_MICROSECONDS), 0);
    av_dict_set(options, "enable_drefs", "0", 0);
    av_dict_set(options, "use_absolute_path", "0", 0);
    return options;
  }
}
