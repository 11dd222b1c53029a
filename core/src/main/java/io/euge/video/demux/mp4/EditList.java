package io.euge.video.demux.mp4;

import io.euge.video.VideoBytes;
import io.euge.video.demux.mp4.Mp4Boxes.Box;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads which part of an MP4 or MOV track is shown (ISO/IEC 14496-12, 8.6.6). */
public final class EditList {
  /** The message for a file, by its name, of which all frames are hidden. */
  public static final String HIDES_ALL = "%s has no visible frame: its edit list hides all of them";

  private static final int HEADER = 8;
  private static final int ENTRY = 12;
  private static final int LONG_ENTRY = 20;
  private static final int MAX_ENTRIES = 1000;

  private EditList() {}

  /** Returns whether a track has samples and shows none: all edits are empty. */
  public static boolean hidesAll(VideoBytes video, int track) throws IOException {
    VideoBytes file = new Blocks(video);
    Mp4Boxes boxes = new Mp4Boxes(file);
    Box table = boxes.sampleTable(track);
    Box samples = table == null ? null : boxes.find(table, "stsz");
    Box edits = samples == null ? null : boxes.find(boxes.track(track), "edts", "elst");
    if (edits == null || count(file, samples, 8) == 0) {
      return false;
    }
    ByteBuffer header = file.read(edits.start(), HEADER);
    int entry = header.get(0) == 1 ? LONG_ENTRY : ENTRY;
    int count = Math.min(count(file, edits, 4), MAX_ENTRIES);
    ByteBuffer entries = file.read(edits.start() + HEADER, Math.max(0, count) * entry);
    for (int at = 0; at + entry <= entries.limit(); at += entry) {
      long start = entry == LONG_ENTRY ? entries.getLong(at + 8) : entries.getInt(at + 4);
      if (start != -1) {
        return false;
      }
    }
    return entries.limit() >= entry;
  }

  private static int count(VideoBytes file, Box table, int at) throws IOException {
    ByteBuffer start = file.read(table.start(), at + Integer.BYTES);
    return start.remaining() < at + Integer.BYTES ? 0 : start.getInt(at);
  }
}
