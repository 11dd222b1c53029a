package io.euge.cli.table;

import io.euge.EugeException;
import io.euge.file.IoReason;
import io.euge.tracking.mot.MotBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** Reads a table of {@code euge track} as the boxes of videos. */
public final class TrackTable {
  private static final Set<String> COLUMNS = Set.of("video", "track", "frame", "confidence", "x");

  private TrackTable() {}

  /** Returns whether the columns of a local file or directory are those of a table of tracks. */
  public static boolean isTable(Path place) {
    if (!Files.exists(place)
        || (!Files.isDirectory(place) && TableFormat.ofName(place.toString()).isEmpty())) {
      return false;
    }
    try {
      for (Path file : TrackRows.files(place)) {
        if (TableFormat.ofName(file.toString()).isEmpty()) {
          return false;
        }
        if (Files.size(file) > 0) {
          FileSystem files = FileSystem.getLocal(new Configuration());
          return new TableColumns(files, new org.apache.hadoop.fs.Path(file.toUri()))
              .containAll(TableFiles.format(file, TrackRows.COMMAND), COLUMNS);
        }
      }
      return false;
    } catch (EugeException e) {
      return false; // The reader of other tables reports the error.
    } catch (IOException e) {
      throw new EugeException(
          "Cannot read %s: %s; give another table".formatted(place, IoReason.of(e)), e);
    }
  }

  /**
   * Reads the boxes of each video, by the URI of the video, in the order of frames, which are
   * numbered from 1 as in MOT format. Predicted boxes are included.
   *
   * @throws EugeException if the table is malformed
   */
  public static Map<String, List<MotBox>> read(Path table) {
    Map<String, List<MotBox>> videos = new TreeMap<>();
    TrackRows.read(
        table,
        row ->
            videos
                .computeIfAbsent(row.video(), any -> new ArrayList<>())
                .add(
                    new MotBox(
                        Math.toIntExact(row.frame() + 1),
                        Math.toIntExact(row.track()),
                        row.x(),
                        row.y(),
                        row.width(),
                        row.height(),
                        row.confidence())));
    Comparator<MotBox> order = Comparator.comparingInt(MotBox::frame).thenComparingInt(MotBox::id);
    videos.values().forEach(boxes -> boxes.sort(order));
    return videos;
  }
}
