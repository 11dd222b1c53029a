package io.euge.video.decode;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Keeps header packets of Theora in mid-file, where recordings were joined. The decoder takes them
 * as packets of their own and answers with an error, so they go to it just before the next picture
 * that it is to decode, and its answer does not count.
 */
final class JoinedHeaders implements AutoCloseable {
  /** The first of the headers of a recording, which makes those of the one before worthless. */
  private static final byte IDENTIFICATION = (byte) 0x80;

  private record Header(AVPacket packet, long sequence) {}

  private final List<Header> kept = new ArrayList<>();

  /** Keeps a header; its content is moved out of the packet. */
  void add(AVPacket packet, long sequence) {
    if (packet.data().get() == IDENTIFICATION) {
      close();
    }
    AVPacket copy = av_packet_alloc();
    av_packet_move_ref(copy, packet);
    kept.add(new Header(copy, sequence));
  }

  /** Sends the headers that come before a packet in decoding order. */
  void sendTo(DecoderSession decoder, long sequence) {
    if (!kept.isEmpty() && kept.get(0).sequence < sequence) {
      kept.forEach(header -> decoder.sendHeader(header.packet));
      close();
    }
  }

  @Override
  public void close() {
    kept.forEach(header -> av_packet_free(header.packet));
    kept.clear();
  }
}
