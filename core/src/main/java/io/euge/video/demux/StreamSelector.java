package io.euge.video.demux;

import static io.euge.video.demux.ContainerFormat.MOV;
import static io.euge.video.demux.ContainerFormat.MPEGTS;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entries_count;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoException.Stage;
import io.euge.video.demux.mp4.EditList;
import io.euge.video.source.Ffmpeg;
import io.euge.video.source.FormatAllowlist;
import io.euge.video.source.Input;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Selects the video stream of an open container, and has the demuxer discard what is not needed.
 */
final class StreamSelector {
  private StreamSelector() {}

  /**
   * Probes the streams and selects one.
   *
   * @throws VideoException if there is no video stream
   */
  static AVStream select(Input input) {
    AVFormatContext format = input.format();
    int code = probe(format);
    input.check(Stage.PROBE);
    if (code < 0) {
      throw failure(
          input,
          Code.FORMAT,
          "Cannot find out what is in %s: %s".formatted(input.name(), Ffmpeg.errorMessage(code)));
    }
    int best = av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, (PointerPointer<?>) null, 0);
    if (best < 0 || !OtherVideos.isVideo(format.streams(best))) {
      throw failure(
          input,
          Code.NO_VIDEO,
          "%s has no video track; name a file that has one".formatted(input.name()));
    }
    ContainerFormat container = ContainerFormat.of(format.iformat().name().getString());
    if (container == MOV && hidesAll(input, format.streams(best))) {
      throw failure(input, Code.NO_VIDEO, EditList.HIDES_ALL.formatted(input.name()));
    }
    // A video stream of a transport stream may be what follows the selected one.
    boolean mayFollow = container == MPEGTS;
    for (int i = 0; i < format.nb_streams(); i++) {
      if (i != best && !(mayFollow && OtherVideos.isVideo(format.streams(i)))) {
        format.streams(i).discard(AVDISCARD_ALL);
      }
    }
    return format.streams(best);
  }

  private static boolean hidesAll(Input input, AVStream stream) {
    return avformat_index_get_entries_count(stream) == 0
        && input.inspect(file -> EditList.hidesAll(file, stream.id()));
  }

  /** Probes the streams. It decodes a frame of each, so the limit of its size applies here too. */
  private static int probe(AVFormatContext format) {
    int streams = format.nb_streams();
    try (PointerPointer<AVDictionary> limits = new PointerPointer<>(Math.max(1, streams))) {
      for (int i = 0; i < streams; i++) {
        AVDictionary limit = new AVDictionary(null);
        av_dict_set(limit, "max_pixels", Long.toString(FormatAllowlist.MAX_PIXELS), 0);
        limits.put(i, limit);
      }
      int code = avformat_find_stream_info(format, limits);
      for (int i = 0; i < streams; i++) {
        AVDictionary unused = limits.get(AVDictionary.class, i);
        if (unused != null) {
          av_dict_free(unused);
        }
      }
      return code;
    }
  }

  private static VideoException failure(Input input, Code code, String message) {
    return new VideoException(Stage.PROBE, code, input.name(), Double.NaN, message);
  }
}
