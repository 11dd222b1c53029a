package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;

import io.euge.video.VideoBytes;
import io.euge.video.picture.PictureParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Predicate;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;

/**
 * Looks into packets that an index names: small ones may have no picture, and keyframes may bring
 * parameters that later ones lack.
 */
final class IndexedPackets {
  private final VideoBytes file;
  private final AVCodecParameters parameters;

  /** Parameters and the messages of writers are at the beginning of a packet. */
  private static final int PARAMETER_BYTES = 4096;

  IndexedPackets(VideoBytes file, AVCodecParameters parameters) {
    this.file = file;
    this.parameters = parameters;
  }

  /** Returns whether all packets of these entries have a picture, as far as the file has them. */
  boolean havePictures(PacketIndex index, int[] entries) throws IOException {
    return all(index, entries, Integer.MAX_VALUE, PictureParser::hasPicture);
  }

  /**
   * Returns whether decoding needs nothing before any of the keyframes, and outputs all that
   * follows.
   */
  boolean areIndependent(PacketIndex index, int[] keyframes) throws IOException {
    return all(
        index,
        keyframes,
        PARAMETER_BYTES,
        keyframe -> keyframe.isIndependent() && !keyframe.beginsSequence());
  }

  private boolean all(
      PacketIndex index, int[] entries, int mostBytes, Predicate<PictureParser> condition)
      throws IOException {
    AVPacket packet = av_packet_alloc();
    try (PictureParser parser = new PictureParser(parameters)) {
      boolean all = true;
      for (int i = 0; i < entries.length && all; i++) {
        AVIndexEntry entry = index.entry(entries[i]);
        int size = Math.min(mostBytes, entry.size());
        ByteBuffer bytes = file.read(entry.pos(), size);
        if (bytes.remaining() == size && av_new_packet(packet, size) >= 0) {
          byte[] data = new byte[bytes.remaining()];
          bytes.get(data);
          packet.data().put(data);
          parser.parse(packet, null);
          all = condition.test(parser);
          av_packet_unref(packet);
        }
      }
      return all;
    } finally {
      av_packet_free(packet);
    }
  }
}
