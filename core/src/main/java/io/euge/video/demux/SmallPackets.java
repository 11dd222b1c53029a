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
  private final VideoBytes file;
  private final AVCodecParameters parameters;

  SmallPackets(VideoBytes file, AVCodecParameters parameters) {
    this.file = file;
    this.parameters = parameters;
  }

  /** Returns whether all packets of these entries have a picture, as far as the file has them. */
  boolean havePictures(PacketIndex index, int[] entries) throws IOException {
    AVPacket packet = av_packet_alloc();
    try (PictureParser parser = new PictureParser(parameters)) {
      boolean all = true;
      for (int i = 0; i < entries.length && all; i++) {
        AVIndexEntry entry = index.entry(entries[i]);
        ByteBuffer bytes = file.read(entry.pos(), entry.size());
        if (bytes.remaining() == entry.size() && av_new_packet(packet, entry.size()) >= 0) {
          byte[] data = new byte[bytes.remaining()];
          bytes.get(data);
          packet.data().put(data);
          parser.parse(packet, null);
          all = parser.hasPicture();
          av_packet_unref(packet);
        }
      }
      return all;
    } finally {
      av_packet_free(packet);
    }
  }
}
