package io.euge.demo.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The plots of sharing as a picture of its own, for other documents: SVG in light and dark. */
final class SharingPicture {
  private static final int COLUMN = 376;
  private static final int GAP = 48;
  private static final int MARGIN = 24;
  private static final int HEADING = 30;

  private final StringBuilder svg = new StringBuilder();
  private int row = 20;

  private SharingPicture() {}

  static String of(Story story) {
    SharingPicture picture = new SharingPicture();
    picture.heading(
        "%s (%s), %s, models loaded plainly (compiled=false)"
            .formatted(
                story.network().name(),
                Words.bytes(story.network().bytes()),
                Words.many(story.runs().get(0).tasks(), "task")));
    picture.plots(SharingPlots.of(story.runs()));
    for (Map.Entry<String, List<Bars>> model : SharingPlots.further(story.further()).entrySet()) {
      picture.heading(model.getKey());
      picture.plots(model.getValue());
    }
    int width = 2 * MARGIN + 2 * COLUMN + GAP;
    return Words.format(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="%d 0 %d %d" width="%d" height="%d" role="img">
        <title>One model shared by all tasks of a process, against a copy for each task</title>
        <style>
        text { font: 13px system-ui, sans-serif; fill: #5a646c }
        .heading { font-size: 16px; font-weight: 600; fill: #1d2429 }
        .title, .value { font-weight: 600; fill: #1d2429 }
        .value { text-anchor: end }
        .paper { fill: #fff } .track { fill: #efede6 } .shared { fill: #0e7c74 } .private { fill: #c2671a }
        @media (prefers-color-scheme: dark) {
          text { fill: #9daab3 } .heading, .title, .value { fill: #e7ebee }
          .paper { fill: #11161a } .track { fill: #242d34 } .shared { fill: #3cc4b6 } .private { fill: #f0a05a }
        }
        </style><rect class="paper" x="%d" width="%d" height="%d"/>
        %s</svg>
        """,
        -MARGIN, width, picture.row, width, picture.row, -MARGIN, width, picture.row, picture.svg);
  }

  private void heading(String text) {
    row += HEADING;
    svg.append(Words.format("<text class=\"heading\" y=\"%d\">%s</text>%n", row, Words.html(text)));
    row += HEADING;
  }

  private void plots(List<Bars> plots) {
    List<Bars> left = new ArrayList<>(plots);
    while (!left.isEmpty()) {
      int height = 0;
      for (int column = 0; column < 2 && !left.isEmpty(); column++) {
        Bars bars = left.remove(0);
        svg.append(bars.svg(column * (COLUMN + GAP), row, COLUMN));
        height = Math.max(height, bars.height());
      }
      row += height + HEADING;
    }
  }
}
