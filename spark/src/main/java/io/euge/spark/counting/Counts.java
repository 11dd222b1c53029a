package io.euge.spark.counting;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.timestamp_micros;

import io.euge.counting.layout.LinesFile;
import io.euge.counting.table.CountOptions;
import io.euge.counting.table.TrackedVideo;
import io.euge.counting.table.VideoCounts;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Counts the vehicles of tracks in intervals. A task counts its videos one after another. */
public final class Counts {
  private Counts() {}

  /**
   * Returns the counts of each video, with the columns of {@link CountsSchema}. A video for which
   * the lines file has no line, zone or route has no rows.
   *
   * @param tracks as {@link TrackTable#events} takes them
   * @param zone of the clock by which intervals are cut
   * @throws io.euge.EugeException if columns are missing
   */
  public static Dataset<Row> of(
      Dataset<Row> tracks, LinesFile lines, CountOptions options, ZoneId zone) {
    MapPartitionsFunction<CountedTrack, Row> count =
        rows ->
            stream(VideoTracks.of(rows))
                .flatMap(video -> rows(video, lines, options, zone))
                .iterator();
    return TrackTable.events(tracks, lines)
        .mapPartitions(count, Encoders.row(CountsSchema.WITH_MICROS))
        .select(
            Arrays.stream(CountsSchema.ROWS.fieldNames())
                .map(name -> name.equals("time") ? timestamp_micros(col(name)).as(name) : col(name))
                .toArray(Column[]::new));
  }

  private static Stream<VideoTracks> stream(Iterator<VideoTracks> videos) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(videos, Spliterator.ORDERED), false);
  }

  private static Stream<Row> rows(
      VideoTracks tracks, LinesFile lines, CountOptions options, ZoneId zone) {
    TrackedVideo video = tracks.video(tracks.address(), zone);
    return VideoCounts.of(
            video,
            tracks.events(),
            lines.layout(video.camera(), video.fileName(), video.width(), video.height()),
            options)
        .stream()
        .map(CountsSchema::row);
  }
}
