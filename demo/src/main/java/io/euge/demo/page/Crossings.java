package io.euge.demo.page;

import io.euge.cli.report.Format;
import java.util.List;

/** The counted crossings of each lane's line, compared with ground truth. */
record Crossings(boolean hasRows, List<Row> rows, String counted, String there, String apart) {
  /** The crossings of one line of a clip in one direction. */
  record Row(String clip, String line, String direction, String counted, String there) {}

  static Crossings of(List<Story.Clip> clips) {
    List<Row> rows =
        clips.stream()
            .flatMap(clip -> clip.crossings().stream().map(one -> row(clip.name(), one)))
            .toList();
    List<Story.Crossings> all = clips.stream().flatMap(clip -> clip.crossings().stream()).toList();
    long apart = all.stream().mapToLong(one -> Math.abs((long) one.counted() - one.there())).sum();
    return new Crossings(
        !rows.isEmpty(),
        rows,
        Format.count(all.stream().mapToLong(Story.Crossings::counted).sum()),
        Format.count(all.stream().mapToLong(Story.Crossings::there).sum()),
        apart == 0
            ? "All lanes of all clips agree."
            : "Lane by lane, %s counted too many or too few."
                .formatted(apart == 1 ? "1 vehicle was" : Format.count(apart) + " vehicles were"));
  }

  private static Row row(String clip, Story.Crossings one) {
    return new Row(
        clip, one.line(), one.direction(), Format.count(one.counted()), Format.count(one.there()));
  }
}
