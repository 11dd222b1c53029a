package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;

import io.euge.video.VideoBytes;
import io.euge.video.picture.PictureParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;

/** Looks into small packets that an index names: they may have no picture. */
final class SmallPackets {
  /** The most bytes between two packets that are read with them. */
  private static final int GAP = 4 << 10;

  /** The same where each request has its price, unless there are too many. */
  private static final int REMOTE_GAP = 64 << 10;

  private static final int MAX_REQUESTS = 32;
  private static final int MAX_BYTES = 4 << 20;

  private final VideoBytes file;
  private final boolean local;
  private final AVCodecParameters parameters;

  SmallPackets(VideoBytes file, boolean local, AVCodecParameters parameters) {
    this.file = file;
    this.local = local;
    this.parameters = parameters;
  }

  /** Returns whether all packets of these entries have a picture, as far as the file has them. */
  boolean havePictures(PacketIndex index, int[] entries) throws IOException {
    long[] starts = new long[entries.length];
    int[] sizes = new int[entries.length];
    for (int i = 0; i < entries.length; i++) {
      AVIndexEntry entry = index.entry(entries[i]);
      starts[i] = entry.pos();
      sizes[i] = entry.size();
    }
    long gap = gap(starts, sizes);
    AVPacket packet = av_packet_alloc();
    try (PictureParser parser = new PictureParser(parameters)) {
      for (int i = 0; i < entries.length; ) {
        int behind = behind(starts, sizes, i, gap);
        int bytes = (int) (starts[behind - 1] + sizes[behind - 1] - starts[i]);
        ByteBuffer range = file.read(starts[i], bytes);
        for (int first = i; i < behind; i++) {
          int at = (int) (starts[i] - starts[first]);
          if (at + sizes[i] <= range.limit()
              && !hasPicture(range.slice(at, sizes[i]), packet, parser)) {
            return false;
          }
        }
      }
      return true;
    } finally {
      av_packet_free(packet);
    }
  }

  private long gap(long[] starts, int[] sizes) throws IOException {
    if (local) {
      return GAP;
    }
    long gap = REMOTE_GAP;
    while (ranges(starts, sizes, gap) > MAX_REQUESTS && gap < file.length()) {
      gap *= 2;
    }
    return gap;
  }

  private static int ranges(long[] starts, int[] sizes, long gap) {
    int ranges = 0;
    for (int i = 0; i < starts.length; i = behind(starts, sizes, i, gap)) {
      ranges++;
    }
    return ranges;
  }

  /** Returns the first packet that is not read with another: too far away, or before it. */
  private static int behind(long[] starts, int[] sizes, int first, long gap) {
    int i = first + 1;
    while (i < starts.length
        && starts[i] >= starts[i - 1] + sizes[i - 1]
        && starts[i] - starts[i - 1] <= gap
        && starts[i] + sizes[i] - starts[first] <= MAX_BYTES) {
      i++;
    }
    return i;
  }

  private static boolean hasPicture(ByteBuffer bytes, AVPacket packet, PictureParser parser) {
    if (av_new_packet(packet, bytes.remaining()) < 0) {
      return true;
    }
    byte[] data = new byte[bytes.remaining()];
    bytes.get(data);
    packet.data().put(data);
    parser.parse(packet, null);
    av_packet_unref(packet);
    return parser.hasPicture();
  }
}
