package io.euge.video.write;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_flush;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** Writes the packets of one video stream to an MP4 file. */
final class Mp4Muxer implements AutoCloseable {
  private final Path file;
  private final AVFormatContext format = new AVFormatContext(null);
  private final AVIOContext io = new AVIOContext(null);
  private AVStream stream;

  /** Creates the muxer. The file is not opened before {@link #open}. */
  Mp4Muxer(Path file) {
    this.file = file;
    VideoWriteException.check(
        avformat_alloc_output_context2(format, null, "mp4", file.toString()),
        "create the MP4 container of",
        file);
  }

  /** Returns whether the encoder must put its headers into the container's. */
  boolean needsGlobalHeader() {
    return (format.oformat().flags() & AVFMT_GLOBALHEADER) != 0;
  }

  /** Opens the file and writes its header for the stream of an open encoder. */
  void open(AVCodecContext encoder) {
    stream = avformat_new_stream(format, null);
    stream.time_base(encoder.time_base()).avg_frame_rate(encoder.framerate());
    stream.sample_aspect_ratio(encoder.sample_aspect_ratio());
    VideoWriteException.check(
        avcodec_parameters_from_context(stream.codecpar(), encoder),
        "describe the stream of",
        file);
    check(avio_open(io, file.toString(), AVIO_FLAG_WRITE), "create");
    format.pb(io);
    check(avformat_write_header(format, (AVDictionary) null), "write the header of");
  }

  /** Writes a packet with the timestamps and the duration of the encoder. */
  void write(AVPacket packet, AVCodecContext encoder) {
    packet.stream_index(stream.index());
    av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
    check(av_interleaved_write_frame(format, packet), "write to");
  }

  /** Writes the end of the file. */
  void finish() {
    check(av_write_trailer(format), "write the end of");
    avio_flush(io);
    check(io.error(), "write the end of");
  }

  private void check(int code, String action) {
    VideoWriteException.checkFile(code, action, file);
  }

  @Override
  public void close() {
    if (!io.isNull()) {
      avio_closep(io);
    }
    if (!format.isNull()) {
      avformat_free_context(format);
    }
  }
}
