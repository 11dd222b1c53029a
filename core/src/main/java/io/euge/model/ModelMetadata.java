package io.euge.model;

import io.euge.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The properties by which a graph file describes itself, as Euge writes and reads them.
 *
 * <p>A head is one line: {@code yolo output=conv_9 grid=10x10 classes=80 scale_x_y=1.0
 * new_coords=false anchors=115.0x73.0,119.0x199.0}. Labels are one line each.
 */
public final class ModelMetadata {
  /** The version of this description. */
  public static final String FORMAT = "euge.format";

  public static final String FORMAT_VERSION = "1";
  public static final String NAME = "euge.name";
  public static final String LABELS = "euge.labels";

  /** Where the weights came from, in words. */
  public static final String ORIGIN = "euge.origin";

  /** Billions of multiplications and additions in the convolutions for one frame. */
  public static final String GFLOPS = "euge.gflops";

  /** A plain sentence there only if the weights are made up. */
  public static final String MADE_UP = "euge.weights.made-up";

  /** The seed of made-up weights. */
  public static final String SEED = "euge.weights.seed";

  private static final String HEAD = "euge.head.";
  private static final String NUMBER = "([0-9.E+-]+)";
  private static final Pattern YOLO =
      Pattern.compile(
          "yolo output=(\\S+) grid=(\\d{1,6})x(\\d{1,6}) classes=(\\d{1,6}) scale_x_y="
              + NUMBER
              + " new_coords=(true|false) anchors=(\\S+)");
  private static final Pattern ANCHOR = Pattern.compile(NUMBER + "x" + NUMBER);

  private ModelMetadata() {}

  /** The properties every model of Euge has. */
  public static Map<String, String> describe(
      String name, List<YoloHead> heads, List<String> labels) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(FORMAT, FORMAT_VERSION);
    properties.put(NAME, name);
    for (int i = 0; i < heads.size(); i++) {
      properties.put(HEAD + i, line(heads.get(i)));
    }
    properties.put(LABELS, String.join("\n", labels));
    return properties;
  }

  /** Whether a graph file says it is one of Euge's, of any version. */
  public static boolean isPresent(Map<String, String> properties) {
    return properties.containsKey(FORMAT);
  }

  /**
   * The heads in their order; empty if there are none.
   *
   * @throws ModelException if a head's line cannot be understood
   */
  public static List<YoloHead> heads(Map<String, String> properties) {
    List<YoloHead> heads = new ArrayList<>();
    for (int i = 0; properties.containsKey(HEAD + i); i++) {
      heads.add(head(HEAD + i, properties.get(HEAD + i)));
    }
    return heads;
  }

  public static List<String> labels(Map<String, String> properties) {
    return properties.getOrDefault(LABELS, "").lines().toList();
  }

  private static String line(YoloHead head) {
    List<String> anchors = new ArrayList<>();
    head.anchors().forEach(anchor -> anchors.add(anchor.width() + "x" + anchor.height()));
    return "yolo output="
        + head.output()
        + (" grid=" + head.gridWidth() + "x" + head.gridHeight())
        + (" classes=" + head.classes())
        + (" scale_x_y=" + head.scaleXY())
        + (" new_coords=" + head.newCoords())
        + (" anchors=" + String.join(",", anchors));
  }

  private static YoloHead head(String key, String line) {
    Matcher yolo = YOLO.matcher(line);
    if (!yolo.matches()) {
      throw unreadable(key, line, null);
    }
    try {
      List<Anchor> anchors = new ArrayList<>();
      for (String text : yolo.group(7).split(",", -1)) {
        Matcher anchor = ANCHOR.matcher(text);
        if (!anchor.matches()) {
          throw unreadable(key, line, null);
        }
        anchors.add(new Anchor(number(anchor.group(1)), number(anchor.group(2))));
      }
      return new YoloHead(
          yolo.group(1),
          Integer.parseInt(yolo.group(2)),
          Integer.parseInt(yolo.group(3)),
          anchors,
          Integer.parseInt(yolo.group(4)),
          number(yolo.group(5)),
          Boolean.parseBoolean(yolo.group(6)));
    } catch (NumberFormatException e) {
      throw unreadable(key, line, e);
    }
  }

  /** Anchors and scales are lengths: above zero, and not so large that they are infinite. */
  private static float number(String text) {
    float number = Float.parseFloat(text);
    if (!(number > 0 && number <= Float.MAX_VALUE)) {
      throw new NumberFormatException(text);
    }
    return number;
  }

  private static ModelException unreadable(String key, String line, Exception cause) {
    return new ModelException(
        "The model's metadata has a head that cannot be understood, "
            + key
            + ": "
            + Printable.of(line)
            + "; import the model again",
        cause);
  }
}
