package io.euge.demo.page;

/** The machine, the model and the clips. */
final class WhatRan {
  private WhatRan() {}

  static String section(Story story) {
    StringBuilder html = new StringBuilder();
    html.append("<section><h2>What ran</h2>\n<div class=\"card\"><dl class=\"facts\">\n");
    Story.Machine machine = story.machine();
    fact(
        html,
        "Machine",
        "%s, %s, %s of memory"
            .formatted(
                machine.processor(),
                Words.many(machine.cores(), "core"),
                Words.bytes(machine.memoryBytes())));
    fact(html, "Software", String.join(", ", machine.versions()));
    Story.Network network = story.network();
    fact(
        html,
        "Model",
        "%s (%s, input %s). %s"
            .formatted(
                network.name(), Words.bytes(network.bytes()), network.input(), network.words()));
    Story.Run run = story.runs().get(0);
    fact(
        html,
        "Spark job",
        "%s at once over %s: decode, detect, write the table of detections"
            .formatted(Words.many(run.tasks(), "task"), Words.many(run.frames(), "frame")));
    html.append("</dl></div>\n");
    clips(html, story);
    return html.append("</section>\n").toString();
  }

  private static void fact(StringBuilder html, String name, String value) {
    html.append("<dt>%s</dt><dd>%s</dd>%n".formatted(name, Words.html(value)));
  }

  private static void clips(StringBuilder html, Story story) {
    html.append(
        """
        <div class="card below"><div class="scroll" tabindex="0" role="region" aria-label="The clips"><table>
        <thead><tr><th scope="col">clip</th><th scope="col" class="words">scene</th><th scope="col">precision</th>
        <th scope="col">recall</th><th scope="col">length</th><th scope="col">frames</th>
        <th scope="col">picture</th><th scope="col">file</th></tr></thead><tbody>
        """);
    for (Story.Clip clip : story.clips()) {
      html.append(
          """
          <tr><th scope="row">%s</th><td class="words">%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s×%s</td><td>%s</td></tr>
          """
              .formatted(
                  Words.html(clip.name()),
                  Words.html(clip.condition()),
                  Words.percent(clip.score().precision()),
                  Words.percent(clip.score().recall()),
                  Words.seconds(clip.seconds()),
                  Words.count(clip.frames()),
                  clip.width(),
                  clip.height(),
                  Words.bytes(clip.bytes())));
    }
    html.append("</tbody></table></div></div>\n");
  }
}
