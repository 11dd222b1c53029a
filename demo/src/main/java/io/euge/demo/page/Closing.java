package io.euge.demo.page;

/** What to type next, and what the figures do not say. */
final class Closing {
  private Closing() {}

  static String section(Story story) {
    StringBuilder html = new StringBuilder();
    if (!story.commands().isEmpty()) {
      html.append("<section><h2>Now with your own</h2>\n<ul class=\"commands\">\n");
      for (Story.Command command : story.commands()) {
        html.append(
            """
            <li><p>%s</p><pre tabindex="0"><code>%s</code></pre></li>
            """
                .formatted(Words.html(command.words()), Words.html(command.line())));
      }
      html.append("</ul></section>\n");
    }
    if (!story.limits().isEmpty()) {
      html.append("<section><h2>What these figures do not say</h2>\n<ul class=\"limits\">\n");
      story.limits().forEach(limit -> html.append("<li>%s</li>%n".formatted(Words.html(limit))));
      html.append("</ul></section>\n");
    }
    html.append(
        "<footer>Written by <code>euge demo</code>. All but the film is in this one file; it loads"
            + " nothing from elsewhere.</footer>\n");
    return html.toString();
  }
}
