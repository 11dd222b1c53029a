package io.euge.video.demux.transport;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.euge.video.VideoBytes;
import io.euge.video.picture.PictureParser;
import io.euge.video.source.Input;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Finds the pictures of a transport stream whose headers are corrupt. FFmpeg, which divides the
 * stream by these, takes what is left for a part of the picture before or behind, so there is no
 * packet of them. But the stream says when each picture is decoded: where that leaves a gap, and at
 * the end of the file, its bytes are read. For each lost picture there is an empty, corrupt packet.
 */
public final class LostPictures implements AutoCloseable {
  private record Times(long pts, long dts) {}

  /** What the file has behind its last picture. */
  private enum End {
    UNKNOWN,
    WHOLE,
    CUT,
    CUT_IN_PICTURE
  }

  /** A picture is missing where the time to the next one is so many times that before. */
  private static final double GAP = 1.5;

  private static final int MAX_BYTES = 16 << 20;
  private static final long CLOCK = 1L << 33;

  private final Input input;
  private final int codecId;
  private final Deque<Times> lost = new ArrayDeque<>();
  private final AVPacket held = av_packet_alloc();
  private boolean isHeld;

  /** Of the last packet that has them. */
  private long position = -1;

  private long pts = AV_NOPTS_VALUE;
  private long dts = AV_NOPTS_VALUE;
  private double usual;
  private End end = End.UNKNOWN;

  /**
   * @param usual ticks from one picture to the next; 0 if unknown
   */
  public LostPictures(Input input, int codecId, double usual) {
    this.input = input;
    this.codecId = codecId;
    this.usual = usual;
  }

  /** Moves aside a packet that was read if pictures before it are lost. */
  public void findBefore(AVPacket packet) {
    boolean known = dts != AV_NOPTS_VALUE && packet.dts() != AV_NOPTS_VALUE;
    if (known && packet.dts() - dts > GAP * usual && packet.pos() > position) {
      find(packet.pos());
    }
    if (known && lost.isEmpty() && packet.dts() > dts) {
      usual = packet.dts() - dts;
    }
    dts = packet.dts();
    if (packet.pos() >= 0) {
      position = packet.pos();
      pts = packet.pts();
    }
    if (!lost.isEmpty()) {
      av_packet_move_ref(held, packet);
      isHeld = true;
    }
  }

  /** Looks for lost pictures between the last packet and the end of the file. */
  public void findAtEnd() {
    if (end == End.UNKNOWN) {
      end = End.WHOLE;
      find(Long.MAX_VALUE);
    }
  }

  /** Moves the next packet into the target; false if none waits. */
  public boolean take(AVPacket target) {
    if (!lost.isEmpty()) {
      Times times = lost.remove();
      target.flags(AV_PKT_FLAG_CORRUPT);
      target.pts(times.pts);
      target.dts(times.dts);
      target.pos(-1);
      return true;
    }
    if (isHeld) {
      av_packet_move_ref(target, held);
      isHeld = false;
      return true;
    }
    return false;
  }

  private void find(long to) {
    if (position >= 0 && pts != AV_NOPTS_VALUE) {
      long from = position;
      input.inspect(file -> find(file, from, to));
    }
  }

  private boolean find(VideoBytes file, long from, long to) throws IOException {
    long length = file.length();
    if (Math.min(to, length) - from > MAX_BYTES) {
      return false;
    }
    ByteBuffer bytes = file.read(from, (int) (Math.min(to, length) - from));
    TransportPackets packets = new TransportPackets(bytes);
    List<TimedPayload> payloads = TimedPayload.read(bytes, packets);
    // The stream's packets are of one picture; those of MPEG-2 may be of its two fields.
    boolean one = !PictureParser.hasUnits(codecId);
    for (int i = 0; i < payloads.size(); i++) {
      TimedPayload payload = payloads.get(i);
      boolean may = payload.mayBeLost(codecId);
      if (one && may && i > 0) {
        TimedPayload first = payloads.get(0);
        lost.add(new Times(after(first.pts(), payload.pts()), after(first.pts(), payload.dts())));
      }
      one |= may;
    }
    if (to > length && packets.size() > 0 && !packets.isOutOfStep()) {
      boolean cut = !packets.endWhole();
      end = !cut ? End.WHOLE : packets.isFilledUp() ? End.CUT : End.CUT_IN_PICTURE;
    }
    return true;
  }

  /** Returns a time in ticks that is so much later than that of the last packet. */
  private long after(long first, long time) {
    long difference = Math.floorMod(time - first + CLOCK / 2, CLOCK) - CLOCK / 2;
    return pts + difference;
  }

  /** Returns whether the file was read to its end, and that is not the end of a packet. */
  public boolean endsCut() {
    return end == End.CUT || end == End.CUT_IN_PICTURE;
  }

  /** Returns whether the last picture lacks its end. */
  public boolean endsInPicture() {
    return end == End.CUT_IN_PICTURE;
  }

  /** Forgets all, before a seek. */
  public void reset() {
    lost.clear();
    av_packet_unref(held);
    isHeld = false;
    position = -1;
    pts = AV_NOPTS_VALUE;
    dts = AV_NOPTS_VALUE;
    end = End.UNKNOWN;
  }

  @Override
  public void close() {
    av_packet_free(held);
  }
}
