package io.euge.spark.ui.page;

import io.euge.spark.activity.TaskPicture;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Pictures of running tasks. They are in the page itself, so that they are seen by those who may
 * see the page, also through a proxy.
 */
final class PictureSection {
  private PictureSection() {}

  static String markup(List<TaskPicture> pictures) {
    if (pictures.isEmpty()) {
      return "";
    }
    StringBuilder markup =
        new StringBuilder(
            "<h4>Running Tasks</h4><div id=\"euge-pictures\" class=\"d-flex flex-wrap\""
                + " style=\"gap: 1rem; margin-bottom: 1rem\">");
    pictures.forEach(picture -> markup.append(figure(picture)));
    return markup.append("</div>").toString();
  }

  private static String figure(TaskPicture picture) {
    String caption =
        String.format(
            Locale.ROOT,
            "Task %d, executor %s: frame %d at %.1f s of %s",
            picture.task(),
            picture.executor(),
            picture.frame(),
            picture.seconds(),
            picture.video());
    return "<figure style=\"width: 320px; margin: 0\"><img src=\"data:image/jpeg;base64,"
        + Base64.getEncoder().encodeToString(picture.jpeg())
        + "\" style=\"max-width: 100%\" alt=\"The last picture of a task\"/>"
        + "<figcaption class=\"small text-break\">"
        + Markup.text(caption)
        + "</figcaption></figure>";
  }
}
