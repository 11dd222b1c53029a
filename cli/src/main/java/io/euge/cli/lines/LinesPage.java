package io.euge.cli.lines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.euge.cli.report.Format;
import io.euge.cli.report.Template;
import io.euge.video.write.JpegEncoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/**
 * A single-file page for drawing lines. It needs no network; its script edits the features of this
 * video and leaves those of others unchanged.
 */
final class LinesPage {
  /** A marker near the beginning of such a page. */
  static final String MARK = "<title>Lines: ";

  private static final float QUALITY = 0.9f;
  private static final Template TEMPLATE = new Template(LinesPage.class, "page");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String video;
  private final BufferedImage frame;
  private final double pixelAspectRatio;
  private final ObjectNode given = JSON.createObjectNode();

  /**
   * Creates the page.
   *
   * @param video name of the file
   * @param frame in the coordinates of the detections
   * @param pixelAspectRatio displayed width of a pixel divided by its height
   */
  LinesPage(String video, BufferedImage frame, double pixelAspectRatio) {
    this.video = video;
    this.frame = frame;
    this.pixelAspectRatio = pixelAspectRatio;
    given.put("width", frame.getWidth()).put("height", frame.getHeight());
    given.put("ratio", pixelAspectRatio).put("units", "pixels").put("camera", "*");
    given.putObject("members");
    given.putArray("features");
    given.putArray("shown");
  }

  /** Sets the camera pattern of new shapes. */
  void camera(String pattern) {
    given.put("camera", pattern);
  }

  /**
   * Adds the content of a lines file.
   *
   * @param file a valid lines file
   * @param shown indexes of the features of this video
   */
  void lines(Path file, List<Integer> shown) throws IOException {
    JsonNode root = JSON.readTree(file.toFile());
    ObjectNode members = given.withObject("members");
    root.properties().forEach(one -> members.set(one.getKey(), one.getValue()));
    members.remove(List.of("type", "units", "features"));
    given.put("units", root.path("units").asText("pixels"));
    given.set("features", root.get("features"));
    ArrayNode indices = given.withArray("shown");
    shown.forEach(indices::add);
  }

  /**
   * The values of the template.
   *
   * @param frame a data URL
   * @param given JSON, escaped so that it cannot close the script element
   */
  private record View(
      String video,
      String viewWidth,
      int height,
      String frame,
      String style,
      String given,
      String script) {}

  /** Returns the HTML of the page. */
  String html() throws IOException {
    return TEMPLATE.render(
        new View(
            video,
            Format.format("%.3f", frame.getWidth() * pixelAspectRatio),
            frame.getHeight(),
            jpeg(),
            resource("page.css"),
            JSON.writeValueAsString(given).replace("<", "\\u003c"),
            resource("page.js")));
  }

  private String jpeg() {
    try (JpegEncoder encoder = new JpegEncoder(QUALITY)) {
      return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(encoder.encode(frame));
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = LinesPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Returns whether the beginning of a file is that of such a page. */
  static boolean is(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(1 << 12), StandardCharsets.UTF_8).contains(MARK);
    } catch (IOException e) {
      return false;
    }
  }
}
