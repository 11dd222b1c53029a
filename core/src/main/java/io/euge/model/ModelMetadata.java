package io.euge.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The properties by which a graph file describes itself, as Euge writes and reads them.
 *
 * <p>A head is one or more lines, each under {@link #HEAD} and its number from 0; what a line says
 * depends on the model's family. Labels are one line each.
 */
public final class ModelMetadata {
  /** The version of this description. */
  public static final String FORMAT = "euge.format";

  /** Written where everything is as in the first version: a centered letterbox of gray 128. */
  public static final String FORMAT_VERSION = "1";

  /** Written where {@link #FIT} says how frames are fitted. */
  public static final String FORMAT_WITH_FIT = "2";

  public static final String NAME = "euge.name";
  public static final String LABELS = "euge.labels";

  /** The start of the keys that describe the head; a number from 0 follows. */
  public static final String HEAD = "euge.head.";

  /** How a frame is fitted to the input: the mode in kebab case, a space, and the fill. */
  public static final String FIT = "euge.fit";

  /** Where the weights came from, in words. */
  public static final String ORIGIN = "euge.origin";

  /** Billions of multiplications and additions in the convolutions for one frame. */
  public static final String GFLOPS = "euge.gflops";

  /** A plain sentence, there only if the weights are randomly initialized. */
  public static final String RANDOMLY_INITIALIZED = "euge.weights.made-up";

  /** The seed of randomly initialized weights. */
  public static final String SEED = "euge.weights.seed";

  private ModelMetadata() {}

  /** Returns the properties that every model of Euge has. */
  public static Map<String, String> describe(
      String name, List<String> headLines, List<String> labels) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(FORMAT, FORMAT_VERSION);
    properties.put(NAME, name);
    for (int i = 0; i < headLines.size(); i++) {
      properties.put(HEAD + i, headLines.get(i));
    }
    properties.put(LABELS, String.join("\n", labels));
    return properties;
  }

  /** Returns whether a graph file says it is one of Euge's, of any version. */
  public static boolean isPresent(Map<String, String> properties) {
    return properties.containsKey(FORMAT);
  }

  /** Returns the lines that describe the head, in their order; empty if there are none. */
  public static List<String> headLines(Map<String, String> properties) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; properties.containsKey(HEAD + i); i++) {
      lines.add(properties.get(HEAD + i));
    }
    return lines;
  }

  /** Returns the labels in the order of the classes; empty if the file has none. */
  public static List<String> labels(Map<String, String> properties) {
    return properties.getOrDefault(LABELS, "").lines().toList();
  }
}
