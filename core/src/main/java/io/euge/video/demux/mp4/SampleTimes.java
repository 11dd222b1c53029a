package io.euge.video.demux.mp4;

import io.euge.video.VideoBytes;
import io.euge.video.demux.mp4.Mp4Boxes.Box;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads the presentation times that the table of an MP4 or MOV track gives its samples (ISO/IEC
 * 14496-12, 8.6.1). FFmpeg's index of packets has decoding times only.
 */
public final class SampleTimes {
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
   * Returns whether no sample of a track is shown before more than {@code most} samples that are
   * decoded before it. Then no wrong time reaches further.
   *
   * @return false also where the table is not found
   */
  public static boolean isNearlySorted(VideoBytes file, int track, int most) throws IOException {
    return new SampleTimes(new Blocks(file)).isNearlySorted(track, most);
  }

  private boolean isNearlySorted(int track, int most) throws IOException {
    Box table = new Mp4Boxes(file).sampleTable(track);
    if (table == null) {
      return false;
    }
    Box offsets = new Mp4Boxes(file).find(table, "ctts");
    Box durations = new Mp4Boxes(file).find(table, "stts");
    return offsets == null
        || (durations != null && isNearlySorted(new Runs(durations), new Runs(offsets), most));
  }

  private static boolean isNearlySorted(Runs durations, Runs offsets, int most) throws IOException {
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
