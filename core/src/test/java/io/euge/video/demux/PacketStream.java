package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.euge.video.ClockState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A synthetic stream: recordings one after the other, each of groups of pictures that are reordered
 * at random, with times that may be equal, missing, wrong or backward, and clocks that jump.
 */
final class PacketStream {
  /** So many packets are read ahead, as in {@link PacketWindow}. */
  private static final int AHEAD = 33;

  static final double TICK = 0.001;
  static final long FRAME = 40;

  /**
   * A packet, in decoding order.
   *
   * @param shown its frame's position in the order of output
   */
  record Packet(long shown, long pts, long dts, boolean key) {}

  /** A frame as it is output. */
  record Output(long index, double seconds, long packet) {}

  final List<Packet> packets = new ArrayList<>();
  private final Random random;

  PacketStream(long seed, int recordings) {
    this.random = new Random(seed);
    for (int i = 0; i < recordings; i++) {
      addRecording();
    }
  }

  private void addRecording() {
    long clock = random.nextInt(100_000);
    long dts = clock;
    long shown = packets.size();
    for (int groups = 1 + random.nextInt(4); groups > 0; groups--) {
      if (random.nextInt(6) == 0) {
        long jump = random.nextInt(7_000) - 3_000L;
        clock += jump;
        dts += jump;
      }
      boolean first = true;
      for (int miniGroups = 1 + random.nextInt(5); miniGroups > 0; miniGroups--) {
        int size = 1 + random.nextInt(4);
        // The last of a small group is decoded first. Before a keyframe the others are leading.
        List<Integer> order = new ArrayList<>(List.of(size - 1));
        for (int i = 0; i < size - 1; i++) {
          order.add(1 + random.nextInt(order.size()), i);
        }
        for (int at : order) {
          boolean key = first && at == size - 1;
          packets.add(new Packet(shown + at, time(clock + at * FRAME), decodingTime(dts), key));
          dts += FRAME;
        }
        shown += size;
        clock += size * FRAME;
        first = false;
      }
    }
  }

  private long time(long right) {
    return switch (random.nextInt(12)) {
      case 0 -> right - FRAME;
      case 1 -> right - random.nextInt(2_000);
      case 2 -> AV_NOPTS_VALUE;
      case 3 -> right + random.nextInt(2_000);
      default -> right;
    };
  }

  private long decodingTime(long right) {
    return switch (random.nextInt(20)) {
      case 0 -> right - random.nextInt(2_000);
      case 1 -> AV_NOPTS_VALUE;
      case 2 -> right + random.nextInt(2_000);
      default -> right;
    };
  }

  /** Returns the positions of keyframes after the first packet. */
  List<Integer> keyframes() {
    List<Integer> keyframes = new ArrayList<>();
    for (int i = 1; i < packets.size(); i++) {
      if (packets.get(i).key()) {
        keyframes.add(i);
      }
    }
    return keyframes;
  }

  /** Returns the rank of the first frame that is output from a keyframe on. */
  long rank(int keyframe) {
    return packets.get(keyframe).shown();
  }

  /**
   * Reads packets from a keyframe on, and outputs each frame when all packets of frames before it
   * and some more were read, as a decoder does.
   *
   * @param lost packets whose frames do not come out
   * @param end rank before which it ends
   */
  List<Output> read(int from, long end, ClockState state, List<Integer> lost) {
    FrameClock clock = new FrameClock(TICK, 1 / (FRAME * TICK), false, state);
    FrameOrder order = new FrameOrder(rank(from) - skippedAtStart(), clock);
    List<Output> output = new ArrayList<>();
    long first = rank(from);
    int read = from;
    for (long rank = first; rank < Math.min(end, packets.size()); rank++) {
      int packet = packetOf(rank);
      for (; read < Math.min(packets.size(), Math.max(packet, from) + AHEAD); read++) {
        Packet next = packets.get(read);
        clock.addPacket(read, next.dts());
        if (next.shown() >= first) {
          order.add(next.shown(), read, next.pts(), next.key() ? FrameOrder.KEY : 0);
        }
      }
      if (!lost.contains(packet)) {
        int position = order.findSequence(packet);
        output.add(new Output(order.index(position), order.seconds(position), packet));
        order.removeFirst(position + 1);
      }
    }
    return output;
  }

  /** Returns how the clock stands before a keyframe; null if no split is possible there. */
  ClockState stateBefore(int keyframe) {
    FrameClock clock = new FrameClock(TICK, 1 / (FRAME * TICK), false, ClockState.START);
    FrameOrder order = new FrameOrder(0, clock);
    for (int read = 0; read < Math.min(packets.size(), keyframe + AHEAD); read++) {
      Packet next = packets.get(read);
      clock.addPacket(read, next.dts());
      if (next.shown() >= skippedAtStart()) {
        order.add(next.shown(), read, next.pts(), 0);
      }
    }
    int position = order.findSequence(keyframe);
    Packet key = packets.get(keyframe);
    if (position <= 0 || key.pts() == AV_NOPTS_VALUE || key.dts() == AV_NOPTS_VALUE) {
      return null;
    }
    order.secondsBefore(position);
    boolean jumps = !clock.isDecidedBefore(keyframe) || clock.jumpsUpTo(keyframe);
    ClockState state = clock.state(keyframe);
    order.seconds(position);
    return jumps || !clock.isInOrder() ? null : state;
  }

  /** Returns how many frames are output before the first keyframe: they do not count. */
  long skippedAtStart() {
    return packets.get(0).shown();
  }

  private int packetOf(long rank) {
    for (int i = 0; i < packets.size(); i++) {
      if (packets.get(i).shown() == rank) {
        return i;
      }
    }
    throw new IllegalStateException("no packet has the rank " + rank);
  }
}
