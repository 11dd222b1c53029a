package io.euge.video.demux;

import io.euge.video.VideoBytes;
import io.euge.video.demux.Mp4Boxes.Box;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads the presentation times that the table of an MP4 or MOV track gives its samples (ISO/IEC
 * 14496-12, 8.6.1). FFmpeg's index of packets has decoding times only.
 */
final class SampleTimes {
  private static final int HEADER = 8;
  private static final int ENTRY = 8;
  private static final int CHUNK = 8192 * ENTRY;

  /** More are 25 days at 30 frames a second: a table that lies. */
  private static final int MAX_SAMPLES = 1 << 26;

  private final VideoBytes file;

  SampleTimes(VideoBytes file) {
    this.file = file;
  }

  /**
   * Returns whether no sample of a track is shown before more than {@link FrameClock#LOOKAHEAD}
   * samples that are decoded before it. Then no wrong time reaches beyond the next few frames.
   *
   * @return false also where the table is not found
   */
  static boolean isNearlySorted(VideoBytes file, int track) throws IOException {
    return new SampleTimes(new Blocks(file)).isNearlySorted(track);
  }

  private boolean isNearlySorted(int track) throws IOException {
    Box table = table(track);
    if (table == null) {
      return false;
    }
    Box offsets = new Mp4Boxes(file).find(table, "ctts");
    Box durations = new Mp4Boxes(file).find(table, "stts");
    return offsets == null
        || (durations != null && isNearlySorted(new Runs(durations), new Runs(offsets)));
  }

  private static boolean isNearlySorted(Runs durations, Runs offsets) throws IOException {
    int most = FrameClock.LOOKAHEAD;
    long[] latest = new long[most + 1];
    Arrays.fill(latest, Long.MIN_VALUE);
    long decoded = 0;
    int samples = 0;
    while (offsets.next()) {
      long shown = decoded + offsets.value;
      if (shown < latest[0] || ++samples > MAX_SAMPLES) {
        return false;
      }
      int at = 0;
      while (at < most && latest[at + 1] <= shown) {
        latest[at] = latest[at + 1];
        at++;
      }
      latest[at] = shown;
      decoded += durations.next() ? durations.value : 0;
    }
    return true;
  }

  /** Finds the table of a track's samples; null if it is not there. */
  private Box table(int track) throws IOException {
    Mp4Boxes boxes = new Mp4Boxes(file);
    for (Box movie : boxes.ofFile()) {
      if (movie.type().equals("moov")) {
        for (Box box : boxes.of(movie)) {
          if (box.type().equals("trak") && track == identifier(boxes.find(box, "tkhd"))) {
            return boxes.find(box, "mdia", "minf", "stbl");
          }
        }
        return null;
      }
    }
    return null;
  }

  private int identifier(Box header) throws IOException {
    if (header == null || header.end() - header.start() < 24) {
      return -1;
    }
    ByteBuffer bytes = file.read(header.start(), 24);
    return bytes.remaining() < 24 ? -1 : bytes.getInt(bytes.get(0) == 1 ? 20 : 12);
  }

  /** Reads blocks, in which most of what is read next lies too. */
  private static final class Blocks implements VideoBytes {
    private static final int BLOCK = 4096;

    private final VideoBytes file;
    private ByteBuffer block = ByteBuffer.allocate(0);
    private long start;

    Blocks(VideoBytes file) {
      this.file = file;
    }

    @Override
    public long length() throws IOException {
      return file.length();
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
      if (target.remaining() >= BLOCK) {
        return file.read(position, target);
      }
      if (position < start || position >= start + block.limit()) {
        start = position;
        block = file.read(position, BLOCK);
      }
      int from = (int) (position - start);
      int count = Math.min(target.remaining(), block.limit() - from);
      if (count <= 0) {
        return -1;
      }
      target.put(block.slice(from, count));
      return count;
    }

    @Override
    public void close() {}
  }

  /** Values for runs of samples, each a count and the value. */
  private final class Runs {
    private final long end;
    private long position;
    private ByteBuffer chunk = ByteBuffer.allocate(0);
    private long left;
    private int value;

    Runs(Box box) {
      this.position = box.start() + HEADER;
      this.end = box.end();
    }

    /** Moves to the next sample; false if there is none. */
    boolean next() throws IOException {
      while (left == 0) {
        if (chunk.remaining() < ENTRY && !read()) {
          return false;
        }
        left = chunk.getInt() & 0xffffffffL;
        value = chunk.getInt();
      }
      left--;
      return true;
    }

    private boolean read() throws IOException {
      chunk = file.read(position, (int) Math.max(0, Math.min(CHUNK, end - position)));
      position += chunk.remaining();
      return chunk.remaining() >= ENTRY;
    }
  }
}
