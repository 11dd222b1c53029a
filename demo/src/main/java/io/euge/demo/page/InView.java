package io.euge.demo.page;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How many vehicles are in view in each second of a clip: what is there as a filled area, what was
 * found as a line over it. The SVG has the marks only and stretches with the page; letters are
 * HTML.
 */
final class InView {
  private static final int MANY_SECONDS = 10;

  private InView() {}

  static String section(Story story) {
    if (story.clips().isEmpty()) {
      return "";
    }
    StringBuilder html = new StringBuilder();
    html.append(
        """
        <section><h2>Vehicles in view</h2>
        <p>For each second, the mean over its frames.</p>
        <ul class="legend"><li><svg class="key" viewBox="0 0 10 10" aria-hidden="true">\
        <rect class="shared" y="4" width="10" height="2.5" rx="1"/></svg>found</li>
        <li><svg class="key" viewBox="0 0 10 10" aria-hidden="true">\
        <rect class="truth" width="10" height="10" rx="2"/></svg>truly there</li></ul>
        <div class="grid">
        """);
    story.clips().forEach(clip -> html.append(plot(clip)));
    return html.append("</div></section>\n").toString();
  }

  private static String plot(Story.Clip clip) {
    int seconds = Math.max(1, Math.max(clip.found().size(), clip.there().size()));
    double most =
        Stream.concat(clip.found().stream(), clip.there().stream())
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(0);
    int top = Math.max(2, 2 * (int) Math.ceil(most / 2));
    String words =
        Words.format(
            "On average %s found, %s truly there",
            Words.one(mean(clip.found())), Words.one(mean(clip.there())));
    return Words.format(
        """
        <figure class="card"><h3>%s</h3><p class="soft">%s</p>
        <div class="plot"><div class="y" aria-hidden="true"><span>%d</span><span>%d</span><span>0</span></div>
        <svg viewBox="0 0 %d %d" preserveAspectRatio="none" role="img" aria-label="Vehicles in view in the clip %s, second by second. %s.">
        %s<path class="truth" d="%s"/>
        <path class="line" vector-effect="non-scaling-stroke" d="%s"/></svg>
        <div class="x" aria-hidden="true">%s</div></div>
        %s</figure>
        """,
        Words.html(clip.name()),
        words,
        top,
        top / 2,
        seconds,
        top,
        Words.html(clip.name()),
        words,
        hair(seconds, 0) + hair(seconds, top / 2) + hair(seconds, top),
        area(clip.there(), top),
        line(clip.found(), top),
        times(seconds),
        figures(clip, seconds));
  }

  private static String hair(int seconds, int row) {
    return Words.format(
        "<path class=\"hair\" vector-effect=\"non-scaling-stroke\" d=\"M0 %dH%d\"/>", row, seconds);
  }

  private static String area(List<Double> values, int top) {
    StringBuilder path = new StringBuilder("M0 " + top);
    for (int i = 0; i < values.size(); i++) {
      path.append(Words.format("V%.3fH%d", top - values.get(i), i + 1));
    }
    return path.append("V").append(top).append("Z").toString();
  }

  private static String line(List<Double> values, int top) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      double row = top - values.get(i);
      path.append(Words.format(i == 0 ? "M0 %.3fH%d" : "V%.3fH%d", row, i + 1));
    }
    return path.toString();
  }

  private static String times(int seconds) {
    int step = 1;
    while (seconds / step > MANY_SECONDS || seconds % step > 0) {
      step++;
    }
    StringBuilder html = new StringBuilder();
    for (int second = 0; second <= seconds; second += step) {
      html.append(Words.format("<span>%d%s</span>", second, second == seconds ? "\u00a0s" : ""));
    }
    return html.toString();
  }

  private static String figures(Story.Clip clip, int seconds) {
    StringBuilder html = new StringBuilder();
    html.append(
        """
        <details><summary>The figures</summary><table>
        <thead><tr><th scope="col">second</th><th scope="col">found</th><th scope="col">there</th></tr></thead><tbody>
        """);
    IntStream.range(0, seconds)
        .mapToObj(
            i ->
                Words.format(
                    "<tr><th scope=\"row\">%d</th><td>%s</td><td>%s</td></tr>%n",
                    i, at(clip.found(), i), at(clip.there(), i)))
        .forEach(html::append);
    return html.append("</tbody></table></details>\n").toString();
  }

  private static String at(List<Double> values, int second) {
    return Words.one(second < values.size() ? values.get(second) : Double.NaN);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
