package io.euge.video.decode;

import static org.bytedeco.ffmpeg.global.avutil.av_image_copy_to_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_image_get_buffer_size;

import io.euge.video.DecodeOptions;
import io.euge.video.Sampling;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoSource;
import io.euge.video.demux.Demuxer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** Reads frames as they come out of the decoder, neither scaled nor turned. */
final class RawFrames {
  /**
   * A frame.
   *
   * @param pixels CRC-32 of the pixels in the decoder's format
   */
  record Raw(long frame, double seconds, boolean key, long pixels) {}

  private final VideoSource source;
  private final long limit;
  private final List<VideoException> damage = new ArrayList<>();

  /**
   * @param limit index of the first frame that is not read
   */
  RawFrames(VideoSource source, long limit) {
    this.source = source;
    this.limit = limit;
  }

  /** Returns what the readings up to now have reported. */
  List<VideoException> damage() {
    return damage;
  }

  List<Raw> read(Segment segment, DecodeOptions options) {
    List<Raw> frames = new ArrayList<>();
    try (Demuxer demuxer = Demuxer.open(source);
        Decoder decoder = new Decoder(demuxer, options);
        SegmentDecoder decoding = new SegmentDecoder(demuxer, decoder, segment, options)) {
      while (decoding.next() && decoding.current().index() < limit) {
        CurrentFrame current = decoding.current();
        frames.add(
            new Raw(current.index(), current.seconds(), current.isKey(), hash(current.frame())));
      }
      damage.addAll(decoding.damage().entries());
    }
    return frames;
  }

  /** Reads segments one after the other. */
  List<Raw> read(List<Segment> segments, DecodeOptions options) {
    List<Raw> frames = new ArrayList<>();
    for (Segment segment : segments) {
      if (segment.firstFrame() < limit) {
        frames.addAll(read(segment, options));
      }
    }
    return frames;
  }

  /** Applies the rule of sampling to frames that were all decoded. */
  static List<Raw> sampled(List<Raw> frames, Sampling sampling) {
    Sampler sampler = new Sampler(sampling);
    List<Raw> taken = new ArrayList<>();
    double before = Double.NEGATIVE_INFINITY;
    for (Raw frame : frames) {
      if (sampler.selects(frame.frame(), before, frame.seconds(), frame.key())) {
        taken.add(frame);
      }
      before = frame.seconds();
    }
    return taken;
  }

  private static long hash(AVFrame frame) {
    int size = av_image_get_buffer_size(frame.format(), frame.width(), frame.height(), 1);
    try (BytePointer bytes = new BytePointer(size);
        PointerPointer<BytePointer> planes = new PointerPointer<>(frame.data())) {
      av_image_copy_to_buffer(
          bytes, size, planes, frame.linesize(), frame.format(), frame.width(), frame.height(), 1);
      CRC32 hash = new CRC32();
      hash.update(bytes.asByteBuffer());
      return hash.getValue();
    }
  }
}
