package io.euge.detection.head.yolo;

import io.euge.Printable;
import io.euge.detection.head.Anchor;
import io.euge.detection.head.ForeignGraph;
import io.euge.detection.head.Head;
import io.euge.detection.head.HeadRecognizer;
import io.euge.detection.head.Recognition;
import io.euge.model.ModelException;
import io.euge.model.ModelMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the head of a Darknet network from what the importer wrote into the graph's metadata, a
 * line for each layer: {@code yolo output=conv_9 grid=10x10 classes=80 scale_x_y=1.0
 * new_coords=false anchors=115.0x73.0,119.0x199.0}.
 */
public final class YoloV3Recognizer implements HeadRecognizer {
  private static final String NUMBER = "([0-9.E+-]+)";
  private static final Pattern LAYER =
      Pattern.compile(
          "yolo output=(\\S+) grid=(\\d{1,6})x(\\d{1,6}) classes=(\\d{1,6}) scale_x_y="
              + NUMBER
              + " new_coords=(true|false) anchors=(\\S+)");
  private static final Pattern ANCHOR = Pattern.compile(NUMBER + "x" + NUMBER);

  @Override
  public String family() {
    return YoloV3Head.FAMILY;
  }

  @Override
  public Head read(List<String> lines) {
    List<YoloV3Head.Layer> layers = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      layers.add(layer(ModelMetadata.HEAD + i, lines.get(i)));
    }
    return new YoloV3Head(layers);
  }

  @Override
  public List<String> variants() {
    return RawYolo.variants();
  }

  @Override
  public List<Recognition> recognize(ForeignGraph graph) {
    return RawOutputs.recognize(graph);
  }

  private static YoloV3Head.Layer layer(String key, String line) {
    Matcher layer = LAYER.matcher(line);
    if (!layer.matches()) {
      throw unreadable(key, line, null);
    }
    try {
      List<Anchor> anchors = new ArrayList<>();
      for (String text : layer.group(7).split(",", -1)) {
        Matcher anchor = ANCHOR.matcher(text);
        if (!anchor.matches()) {
          throw unreadable(key, line, null);
        }
        anchors.add(new Anchor(number(anchor.group(1)), number(anchor.group(2))));
      }
      return new YoloV3Head.Layer(
          layer.group(1),
          Integer.parseInt(layer.group(2)),
          Integer.parseInt(layer.group(3)),
          anchors,
          Integer.parseInt(layer.group(4)),
          number(layer.group(5)),
          Boolean.parseBoolean(layer.group(6)));
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
