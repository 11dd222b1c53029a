package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_frame_rate;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;

import io.euge.video.Orientation;
import io.euge.video.RecordingTime;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Stage;
import io.euge.video.VideoInfo;
import io.euge.video.VideoInterruptedException;
import io.euge.video.VideoSource;
import io.euge.video.source.Input;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** Reads the packets of the video stream of an open container. */
public final class Demuxer implements AutoCloseable {
  private final Input input;
  private final ContainerFormat container;
  private final AVStream stream;

  private Demuxer(Input input, AVStream stream) {
    this.input = input;
    this.stream = stream;
    this.container = ContainerFormat.of(input.format().iformat().name().getString());
  }

  /**
   * Opens a container and selects its video stream.
   *
   * @throws VideoException if it cannot be read or has no video
   */
  public static Demuxer open(VideoSource source) {
    Input input = Input.open(source);
    try {
      return new Demuxer(input, StreamSelector.select(input));
    } catch (Throwable e) {
      input.close();
      throw e;
    }
  }

  /**
   * Reads the next packet of the video stream.
   *
   * @return FFmpeg's code: 0, or negative at the end and on damage
   * @throws VideoException if the storage failed, which is neither
   * @throws VideoInterruptedException if the thread is interrupted
   */
  public int read(AVPacket packet) {
    while (true) {
      int code = av_read_frame(input.format(), packet);
      input.check(Stage.DECODE);
      if (code < 0 || packet.stream_index() == stream.index()) {
        return code;
      }
      av_packet_unref(packet);
    }
  }

  public String name() {
    return input.name();
  }

  public ContainerFormat container() {
    return container;
  }

  AVFormatContext formatContext() {
    return input.format();
  }

  public AVStream stream() {
    return stream;
  }

  public AVCodecParameters parameters() {
    return stream.codecpar();
  }

  public PacketIndex index() {
    return new PacketIndex(stream, container);
  }

  /** Returns whether frames are shown in another order than they are decoded. */
  boolean reorders() {
    return parameters().video_delay() > 0;
  }

  /** Returns the seconds of one tick of the stream's clock. */
  public double tick() {
    return av_q2d(stream.time_base());
  }

  /** Returns the ticks at which the stream starts, or {@code AV_NOPTS_VALUE}. */
  public long startTicks() {
    return stream.start_time();
  }

  /** Returns the average frame rate, 0 if unknown. */
  public double framesPerSecond() {
    AVRational rate = stream.avg_frame_rate();
    if (rate.num() <= 0 || rate.den() <= 0) {
      rate = av_guess_frame_rate(input.format(), stream, null);
    }
    return rate.num() > 0 && rate.den() > 0 ? av_q2d(rate) : 0;
  }

  public Orientation orientation() {
    return StreamInfo.orientation(parameters());
  }

  /** Returns when the container says that it was created; null if it does not. */
  public RecordingTime created() {
    return CreationTime.of(this);
  }

  /** Returns what the container declares. */
  public VideoInfo info() {
    return StreamInfo.of(this);
  }

  /** Returns the bytes that the container declares and the file does not have; 0 if unknown. */
  public long missingBytes() {
    return container == ContainerFormat.MATROSKA ? input.inspect(MatroskaLength::missing) : 0;
  }

  /** See {@link Input#bytesRead}. */
  public long bytesRead() {
    return input.bytesRead();
  }

  @Override
  public void close() {
    input.close();
  }
}
