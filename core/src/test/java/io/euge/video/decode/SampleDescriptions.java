package io.euge.video.decode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/**
 * Joins MP4 files of H.264, HEVC or MPEG-4 part 2 to one track with a sample description for each
 * (ISO/IEC 14496-12, 8.5.2), as recorders write that change their settings. FFmpeg writes none.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
final class SampleDescriptions {
  private record Sample(byte[] data, long pts, long dts, boolean key) {}

  private record Part(byte[] description, List<Sample> samples) {}

  private static final int TICKS = 12_800;
  private static final int FRAME = 512;

  private SampleDescriptions() {}

  /** Joins files of 25 frames a second. */
  static Path join(Path target, Path... files) throws IOException {
    ByteArrayOutputStream media = new ByteArrayOutputStream();
    List<Part> parts = new ArrayList<>();
    List<Sample> samples = new ArrayList<>();
    ByteBuffer chunks = ByteBuffer.allocate(8 + 4 * files.length).putInt(0).putInt(files.length);
    ByteBuffer runs = ByteBuffer.allocate(8 + 12 * files.length).putInt(0).putInt(files.length);
    byte[] type = box("ftyp", "isom\0\0\2\0isomavc1".getBytes(StandardCharsets.ISO_8859_1));
    for (Path file : files) {
      Part part = read(file, (long) samples.size() * FRAME);
      parts.add(part);
      samples.addAll(part.samples);
      chunks.putInt(type.length + 8 + media.size());
      runs.putInt(parts.size()).putInt(part.samples.size()).putInt(parts.size());
      part.samples.forEach(sample -> media.writeBytes(sample.data));
    }
    byte[][] descriptions = parts.stream().map(Part::description).toArray(byte[][]::new);
    byte[] table =
        box(
            "stbl",
            box("stsd", ints(0, parts.size()), join(descriptions)),
            box("stts", ints(0, 1, samples.size(), FRAME)),
            box("ctts", ints(0, samples.size()), offsets(samples)),
            box("stss", keyframes(samples)),
            box("stsc", runs.array()),
            box("stsz", ints(0, 0, samples.size()), sizes(samples)),
            box("stco", chunks.array()));
    int duration = samples.size() * FRAME;
    byte[] matrix = ints(1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30);
    byte[] track =
        box(
            "trak",
            box(
                "tkhd",
                ints(3, 0, 0, 1, 0, duration, 0, 0, 0, 0),
                matrix,
                ints(96 << 16, 64 << 16)),
            box(
                "mdia",
                box("mdhd", ints(0, 0, 0, TICKS, duration, 0x55c40000)),
                box("hdlr", ints(0, 0, 0x76696465, 0, 0, 0), new byte[1]),
                box(
                    "minf",
                    box("vmhd", ints(1, 0, 0)),
                    box("dinf", box("dref", ints(0, 1), box("url ", ints(1)))),
                    table)));
    byte[] header =
        box(
            "mvhd",
            ints(0, 0, 0, TICKS, duration, 1 << 16, 1 << 24, 0, 0),
            matrix,
            ints(0, 0, 0, 0, 0, 0, 2));
    byte[] movie = box("moov", header, track);
    return Files.write(target, join(type, box("mdat", media.toByteArray()), movie));
  }

  private static Part read(Path file, long start) {
    AVFormatContext input = new AVFormatContext(null);
    AVPacket packet = av_packet_alloc();
    List<Sample> samples = new ArrayList<>();
    try {
      if (avformat_open_input(input, file.toString(), (AVInputFormat) null, null) < 0
          || avformat_find_stream_info(input, (AVDictionary) null) < 0) {
        throw new IllegalArgumentException(file.toString());
      }
      while (av_read_frame(input, packet) >= 0) {
        byte[] data = new byte[packet.size()];
        packet.data().get(data);
        boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
        samples.add(new Sample(data, start + packet.pts(), start + packet.dts(), key));
        av_packet_unref(packet);
      }
      AVCodecParameters parameters = input.streams(0).codecpar();
      boolean isMpeg4 = parameters.codec_id() == AV_CODEC_ID_MPEG4;
      return new Part(isMpeg4 ? description(file) : description(parameters), samples);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      av_packet_free(packet);
      avformat_close_input(input);
    }
  }

  private static byte[] description(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("stsd") + 12;
    return Arrays.copyOfRange(bytes, at, at + ByteBuffer.wrap(bytes).getInt(at));
  }

  private static byte[] description(AVCodecParameters parameters) {
    boolean h264 = parameters.codec_id() == AV_CODEC_ID_H264;
    byte[] extradata = new byte[parameters.extradata_size()];
    parameters.extradata().get(extradata);
    ByteBuffer entry = ByteBuffer.allocate(78);
    entry.putShort(6, (short) 1);
    entry.putShort(24, (short) parameters.width()).putShort(26, (short) parameters.height());
    entry.putInt(28, 72 << 16).putInt(32, 72 << 16).putShort(40, (short) 1);
    entry.putShort(74, (short) 24).putShort(76, (short) -1);
    return box(h264 ? "avc1" : "hvc1", entry.array(), box(h264 ? "avcC" : "hvcC", extradata));
  }

  private static byte[] offsets(List<Sample> samples) {
    ByteBuffer offsets = ByteBuffer.allocate(8 * samples.size());
    long least = samples.stream().mapToLong(sample -> sample.dts).min().orElse(0);
    for (int i = 0; i < samples.size(); i++) {
      offsets.putInt(1).putInt((int) (samples.get(i).pts - least - (long) i * FRAME));
    }
    return offsets.array();
  }

  private static byte[] sizes(List<Sample> samples) {
    return ints(samples.stream().mapToInt(sample -> sample.data.length).toArray());
  }

  private static byte[] keyframes(List<Sample> samples) {
    ByteArrayOutputStream keys = new ByteArrayOutputStream();
    int count = 0;
    for (int i = 0; i < samples.size(); i++) {
      if (samples.get(i).key) {
        keys.writeBytes(ints(i + 1));
        count++;
      }
    }
    return join(ints(0, count), keys.toByteArray());
  }

  private static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    bytes.asIntBuffer().put(values);
    return bytes.array();
  }

  private static byte[] box(String type, byte[]... contents) {
    byte[] content = join(contents);
    byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
    return join(ints(8 + content.length), name, content);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }
}
