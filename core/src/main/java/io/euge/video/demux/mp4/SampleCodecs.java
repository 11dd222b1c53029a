package io.euge.video.demux.mp4;

import io.euge.video.VideoBytes;
import io.euge.video.demux.mp4.Mp4Boxes.Box;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Counts the samples of an MP4 or MOV track by the codecs of its sample descriptions (ISO/IEC
 * 14496-12, 8.5.2 and 8.7.4). Where no other description has the codec of the first one, FFmpeg
 * reads only the samples of that, and says nothing.
 */
public final class SampleCodecs {
  private static final int HEADER = 8;
  private static final int ENTRY = 12;

  /** More chunks are a table that lies. */
  private static final int MAX_ENTRIES = 1 << 22;

  private SampleCodecs() {}

  /** Returns how many samples of a track are of other codecs than the first description. */
  public static long countOthers(VideoBytes video, int track) throws IOException {
    VideoBytes file = new Blocks(video);
    Mp4Boxes boxes = new Mp4Boxes(file);
    Box table = boxes.sampleTable(track);
    Box descriptions = table == null ? null : boxes.find(table, "stsd");
    if (descriptions == null || descriptions.end() - descriptions.start() <= HEADER) {
      return 0;
    }
    List<Box> codecs = boxes.of(new Box("", descriptions.start() + HEADER, descriptions.end()));
    if (codecs.size() < 2
        || codecs.stream().skip(1).anyMatch(each -> each.type().equals(codecs.get(0).type()))) {
      return 0;
    }
    Box runs = boxes.find(table, "stsc");
    Box chunks = boxes.find(table, "stco");
    chunks = chunks == null ? boxes.find(table, "co64") : chunks;
    return runs == null || chunks == null ? 0 : countOthers(file, runs, count(file, chunks));
  }

  /** Adds up the samples of the chunks that do not have the first description. */
  private static long countOthers(VideoBytes file, Box runs, long chunks) throws IOException {
    long entries = Math.min(count(file, runs), (runs.end() - runs.start() - HEADER) / ENTRY);
    int bytes = (int) Math.min(entries, MAX_ENTRIES) * ENTRY;
    ByteBuffer table = file.read(runs.start() + HEADER, bytes);
    long others = 0;
    while (table.remaining() >= ENTRY) {
      long first = table.getInt() & 0xffffffffL;
      long samples = table.getInt() & 0xffffffffL;
      int description = table.getInt();
      long next =
          table.remaining() >= ENTRY ? table.getInt(table.position()) & 0xffffffffL : chunks + 1;
      others += description == 1 ? 0 : samples * Math.max(0, next - first);
    }
    return others;
  }

  /** Returns the number of entries that a table declares. */
  private static long count(VideoBytes file, Box table) throws IOException {
    ByteBuffer header = file.read(table.start(), HEADER);
    return header.remaining() < HEADER ? 0 : header.getInt(4) & 0xffffffffL;
  }
}
