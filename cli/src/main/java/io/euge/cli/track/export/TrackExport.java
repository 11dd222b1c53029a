package io.euge.cli.track.export;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.max;

import io.euge.cli.table.VideoNames;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Writes tracks as files of a format. Spark sorts the rows; at most one track is in memory at a
 * time.
 */
final class TrackExport {
  private final ExportFormat format;
  private final Dataset<Row> rows;
  private final List<ExportedVideo> videos;
  private final List<String> labels;

  private TrackExport(ExportFormat format, Dataset<Row> rows) {
    this.format = format;
    this.rows = rows;
    this.videos = videos(rows);
    this.labels =
        rows.where("track > 0")
            .select("label")
            .distinct()
            .orderBy("label")
            .as(Encoders.STRING())
            .collectAsList();
  }

  /**
   * Writes the files.
   *
   * @param rows one row for each track and frame, and one with track 0 for a frame without tracks
   */
  static void write(ExportFormat format, Dataset<Row> rows, FileSystem files, Path folder)
      throws IOException {
    new TrackExport(format, rows).write(files, folder);
  }

  private static List<ExportedVideo> videos(Dataset<Row> rows) {
    boolean joined = List.of(rows.columns()).contains("sequence");
    List<Row> all =
        rows.groupBy(col(joined ? "sequence" : "video").as("sequence"), col("video").as("name"))
            .agg(max("frame"), max("frameWidth"), max("frameHeight"), max("track"))
            .orderBy("name")
            .collectAsList();
    VideoNames names = VideoNames.of(all.stream().map(row -> row.getString(1)).toList());
    Map<String, Integer> most = new HashMap<>();
    all.forEach(row -> most.merge(row.getString(0), row.getInt(5), Math::max));
    Map<String, Long> before = new HashMap<>();
    List<ExportedVideo> videos = new ArrayList<>();
    long firstImage = 1;
    long tracks = 0;
    for (Row row : all) {
      String sequence = row.getString(0);
      if (!before.containsKey(sequence)) {
        before.put(sequence, tracks);
        tracks += most.get(sequence);
      }
      long frames = row.getLong(2) + 1;
      videos.add(
          new ExportedVideo(
              videos.size() + 1,
              row.getString(1),
              names.of(row.getString(1)),
              row.getInt(3),
              row.getInt(4),
              frames,
              firstImage,
              before.get(sequence)));
      firstImage += frames;
    }
    return videos;
  }

  private void write(FileSystem files, Path folder) throws IOException {
    Iterator<Row> boxes = sorted().toLocalIterator();
    if (format == ExportFormat.COCO) {
      try (TrackWriter writer =
          new CocoTrackWriter(create(files, folder, "tracks"), videos, labels, this::images)) {
        while (boxes.hasNext()) {
          write(ExportedBox.of(boxes.next()), writer);
        }
      }
      return;
    }
    ExportedBox ahead = boxes.hasNext() ? ExportedBox.of(boxes.next()) : null;
    Set<String> names = new HashSet<>();
    for (ExportedVideo video : videos) {
      String name = names.add(video.stem()) ? video.stem() : video.name().replace('/', '_');
      try (TrackWriter writer = writer(create(files, folder, name), video)) {
        while (ahead != null && ahead.video().equals(video.video())) {
          write(ahead, writer);
          ahead = boxes.hasNext() ? ExportedBox.of(boxes.next()) : null;
        }
      }
    }
  }

  private static void write(ExportedBox box, TrackWriter writer) throws IOException {
    if (box.track() > 0) {
      writer.write(box);
    }
  }

  private TrackWriter writer(OutputStream out, ExportedVideo video) throws IOException {
    return format == ExportFormat.MOT
        ? new MotTrackWriter(out)
        : new CvatTrackWriter(out, video, labels);
  }

  private OutputStream create(FileSystem files, Path folder, String name) throws IOException {
    return files.create(new Path(folder, name + format.ending()), false);
  }

  private Dataset<Row> sorted() {
    Dataset<Row> frames =
        frames()
            .withColumn(
                "next", lead("frame", 1).over(Window.partitionBy("video").orderBy("frame")));
    Dataset<Row> boxes = rows.join(frames, new String[] {"video", "frame"});
    return (format == ExportFormat.MOT
            ? boxes.orderBy("video", "frame", "track")
            : boxes.orderBy("video", "track", "frame"))
        .selectExpr(ExportedBox.COLUMNS);
  }

  private Dataset<Row> frames() {
    return rows.select("video", "frame").distinct();
  }

  private void images(CocoTrackWriter.Frame frame) throws IOException {
    Iterator<Row> frames = frames().orderBy("video", "frame").toLocalIterator();
    while (frames.hasNext()) {
      Row row = frames.next();
      frame.take(row.getString(0), row.getLong(1));
    }
  }
}
