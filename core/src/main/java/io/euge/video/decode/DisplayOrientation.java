package io.euge.video.decode;

import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DISPLAYMATRIX;

import io.euge.video.DecodeOptions;
import io.euge.video.Orientation;
import io.euge.video.demux.Demuxer;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.javacpp.IntPointer;

/**
 * Determines how the frames of a video are turned for display: all of them as the first one, as
 * FFmpeg's program turns it. A message of the codec comes before the matrix of the container.
 */
public final class DisplayOrientation {
  private DisplayOrientation() {}

  /**
   * Returns the orientation. Decodes the first frame only if its codec seems to say one.
   *
   * @param first the first keyframe of the video
   */
  public static Orientation of(Demuxer demuxer, AVPacket first) {
    return OrientationSearch.mayFind(demuxer.parameters(), first)
        ? decoded(demuxer, first)
        : demuxer.orientation();
  }

  private static Orientation decoded(Demuxer demuxer, AVPacket first) {
    try (Decoder decoder = new Decoder(demuxer, DecodeOptions.DEFAULT)) {
      if (decoder.send(first) < 0 || decoder.send(null) < 0 || decoder.receive() < 0) {
        return demuxer.orientation();
      }
      return last(decoder.frame());
    }
  }

  /** The decoder attaches the container's matrix first, then the codec's. */
  private static Orientation last(AVFrame frame) {
    for (int i = frame.nb_side_data() - 1; i >= 0; i--) {
      AVFrameSideData data = frame.side_data(i);
      if (data.type() == AV_FRAME_DATA_DISPLAYMATRIX) {
        IntPointer m = new IntPointer(data.data());
        return Orientation.nearest(m.get(0), m.get(1), m.get(3), m.get(4));
      }
    }
    return Orientation.UPRIGHT;
  }
}
