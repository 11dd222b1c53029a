package io.euge.video.demux.transport;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.euge.video.VideoBytes;
import io.euge.video.picture.PictureParser;
import io.euge.video.picture.PictureSearch;
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
 * the end of the file, its bytes are read. The same is done where the codec changes: FFmpeg drops
 * pictures there. For each lost picture there is an empty, corrupt packet.
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

  /** So many bytes of other elements may be between those of a packet, besides as many again. */
  private static final int OTHER_BYTES = 1 << 18;

  /** The end of a packet is that of a picture but for a few bytes. */
  private static final int FEW_BYTES = 8;

  private static final long CLOCK = 1L << 33;

  private final Input input;

  /** Of the last packet. */
  private int codecId;

  private final Deque<Times> lost = new ArrayDeque<>();
  private final AVPacket held = av_packet_alloc();
  private boolean isHeld;

  /** Whether the lost pictures are those where the codec changes, and of which it was. */
  private boolean atChange;

  private int codecBefore;

  /** Whether the packet that was taken last is of one of these. */
  private boolean takenAtChange;

  /** Whether packets go on with a picture that is lost. */
  private boolean dropping;

  /** Of the last packet that has them. */
  private long position = -1;

  private long pts = AV_NOPTS_VALUE;
  private long dts = AV_NOPTS_VALUE;
  private double usual;
  private End end = End.UNKNOWN;

  /**
   * @param codecId of the first packet
   * @param usual ticks from one picture to the next; 0 if unknown
   */
  public LostPictures(Input input, int codecId, double usual) {
    this.input = input;
    this.codecId = codecId;
    this.usual = usual;
  }

  /**
   * Moves aside a packet that was read if pictures before it are lost, and puts that of the first
   * of these in its place.
   *
   * @param packetCodec the packet's codec
   * @return false if the packet has no picture and was taken away
   */
  public boolean insertBefore(AVPacket packet, int packetCodec) {
    dropping &= packet.pos() < 0;
    if (dropping) {
      av_packet_unref(packet);
      return false;
    }
    takenAtChange = false;
    atChange = packetCodec != codecId;
    codecBefore = codecId;
    codecId = packetCodec;
    boolean known = dts != AV_NOPTS_VALUE && packet.dts() != AV_NOPTS_VALUE && !atChange;
    if (atChange && position >= 0 && packet.pos() > position) {
      input.inspect(file -> findAtChange(file, packet));
    } else if (known && packet.dts() - dts > GAP * usual && packet.pos() > position) {
      find(packet.pos());
    }
    if (known && lost.isEmpty() && packet.dts() > dts) {
      usual = packet.dts() - dts;
    }
    dts = packet.dts();
    if (packet.pos() >= 0 || atChange) {
      position = packet.pos();
      pts = packet.pts();
    }
    if (dropping) {
      av_packet_unref(packet);
    } else if (!lost.isEmpty()) {
      av_packet_move_ref(held, packet);
      isHeld = true;
    }
    take(packet);
    return true;
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
      takenAtChange = atChange;
      return true;
    }
    takenAtChange = false;
    if (isHeld) {
      av_packet_move_ref(target, held);
      isHeld = false;
      return true;
    }
    return false;
  }

  /**
   * Returns whether the packet that was taken last is of a picture lost where the codec changes.
   */
  public boolean isAtChange() {
    return takenAtChange;
  }

  /** Returns the codec of that picture. */
  public int codecBefore() {
    return codecBefore;
  }

  private void find(long to) {
    if (PictureSearch.knows(codecId) && position >= 0 && pts != AV_NOPTS_VALUE) {
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
        lost.add(times(payload, first, pts));
      }
      one |= may;
    }
    if (to > length && packets.size() > 0 && !packets.isOutOfStep()) {
      boolean cut = bytes.remaining() % packets.size() != 0;
      end = !cut ? End.WHOLE : packets.isFilledUp() ? End.CUT : End.CUT_IN_PICTURE;
    }
    return true;
  }

  /**
   * Finds the pictures that FFmpeg drops between the last packet and one of another codec, and
   * those in that one. A picture whose length is not known ends where the next one begins, so the
   * last one before the change has become a packet of the other codec, and the next one may be in
   * it too. Only that is left.
   */
  private boolean findAtChange(VideoBytes file, AVPacket packet) throws IOException {
    List<TimedPayload> before = read(file, position, packet.pos());
    for (int i = 1; i < before.size(); i++) {
      lost.add(times(before.get(i), before.get(0), pts));
    }
    long end = packet.pos() + 2L * packet.size() + OTHER_BYTES;
    List<TimedPayload> inside = read(file, packet.pos(), end);
    if (inside.isEmpty() || inside.get(0).bounded()) {
      return true;
    }
    lost.add(new Times(packet.pts(), packet.dts()));
    int start = inside.get(0).bytes().length;
    dropping = inside.size() == 1 || start > packet.size() - FEW_BYTES;
    if (!dropping) {
      Times next = times(inside.get(1), inside.get(0), packet.pts());
      packet.pts(next.pts);
      packet.dts(next.dts);
      packet.pos(-1);
      packet.data(packet.data().getPointer(start));
      packet.size(packet.size() - start);
    }
    return true;
  }

  private static List<TimedPayload> read(VideoBytes file, long from, long to) throws IOException {
    ByteBuffer bytes = file.read(from, (int) Math.min(to - from, MAX_BYTES));
    return TimedPayload.read(bytes, new TransportPackets(bytes));
  }

  /** Returns the times in ticks of a picture that follows one of which they are known. */
  private static Times times(TimedPayload payload, TimedPayload first, long firstPts) {
    if (firstPts == AV_NOPTS_VALUE) {
      return new Times(firstPts, firstPts);
    }
    return new Times(
        after(firstPts, first.pts(), payload.pts()), after(firstPts, first.pts(), payload.dts()));
  }

  /** Returns a time in ticks that is as much later as one is than another, modulo 2^33. */
  private static long after(long ticks, long first, long time) {
    return ticks + Math.floorMod(time - first + CLOCK / 2, CLOCK) - CLOCK / 2;
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
    atChange = false;
    takenAtChange = false;
    dropping = false;
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
