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
  private static final int BLOCK = 256 << 10;

  /** If more had to be read, the file can as well be read through. */
  private static final int MAX_BLOCKS = 64;

  private final VideoBytes file;
  private final AVCodecParameters parameters;
  private ByteBuffer block = ByteBuffer.allocate(0);
  private long start;
  private int blocks;

  SmallPackets(VideoBytes file, AVCodecParameters parameters) {
    this.file = file;
    this.parameters = parameters;
  }

  /**
   * Returns whether all packets of these entries have a picture; false also where they are so far
   * apart that the file can as well be read through.
   */
  boolean havePictures(PacketIndex index, int[] entries) throws IOException {
    AVPacket packet = av_packet_alloc();
    try (PictureParser parser = new PictureParser(parameters)) {
      for (int i : entries) {
        AVIndexEntry entry = index.entry(i);
        boolean isThere = fetch(entry.pos(), entry.size());
        if (blocks > MAX_BLOCKS) {
          return false;
        }
        if (isThere && av_new_packet(packet, entry.size()) >= 0) {
          byte[] data = new byte[entry.size()];
          block.get((int) (entry.pos() - start), data);
          packet.data().put(data);
          parser.parse(packet, null);
          av_packet_unref(packet);
          if (!parser.hasPicture()) {
            return false;
          }
        }
      }
      return true;
    } finally {
      av_packet_free(packet);
    }
  }

  /** Reads the block that has these bytes, and returns whether the file has them. */
  private boolean fetch(long position, int size) throws IOException {
    if (position < start || position + size > start + block.limit()) {
      blocks++;
      start = position;
      block = file.read(position, BLOCK);
    }
    return size <= block.limit();
  }
}
