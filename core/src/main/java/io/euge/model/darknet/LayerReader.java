package io.euge.model.darknet;

import java.util.ArrayList;
import java.util.List;

/** Reads a section's numbers, with the defaults Darknet gives those that are missing. */
final class LayerReader {
  private static final int MAX_CHANNELS = 1 << 20;
  private static final int MAX_CELLS = 1 << 10;
  private static final int MAX_CLASSES = 1 << 16;

  private LayerReader() {}

  static Layer read(Section section, int index) {
    return switch (section.kind()) {
      case "convolutional", "conv" -> convolutional(section);
      case "maxpool", "max" -> maxPool(section);
      case "upsample" -> upsample(section);
      case "route" -> route(section, index);
      case "shortcut" -> shortcut(section, index);
      case "dropout" -> new Layer.Dropout();
      case "avgpool", "avg" -> new Layer.AveragePool();
      case "yolo" -> yolo(section);
      default ->
          throw section.problem(
              "is not a supported section; supported are convolutional, maxpool, upsample, route,"
                  + " shortcut, dropout, avgpool and yolo");
    };
  }

  private static Layer convolutional(Section section) {
    for (String key : List.of("flipped", "binary", "xnor", "antialiasing", "share_index")) {
      section.unsupportedUnless(key, 0);
    }
    section.unsupportedUnless("dilation", 1);
    int size = section.integer("size", 1, 1, MAX_CELLS);
    int padding = section.flag("pad") ? size / 2 : section.integer("padding", 0, 0, MAX_CELLS);
    return new Layer.Convolutional(
        section.integer("filters", 1, 1, MAX_CHANNELS),
        size,
        stride(section),
        padding,
        section.integer("groups", 1, 1, MAX_CHANNELS),
        section.flag("batch_normalize"),
        Activation.of(section, "logistic"));
  }

  private static Layer maxPool(Section section) {
    section.unsupportedUnless("antialiasing", 0);
    section.unsupportedUnless("maxpool_depth", 0);
    int stride = stride(section);
    int size = section.integer("size", stride, 1, MAX_CELLS);
    int padding = section.integer("padding", size - 1, 0, MAX_CELLS);
    if (padding - padding / 2 >= size) {
      throw section.problem("padding", "is too large for a window of " + size);
    }
    return new Layer.MaxPool(size, stride, padding);
  }

  private static Layer upsample(Section section) {
    return new Layer.Upsample(
        section.integer("stride", 2, 1, MAX_CELLS), section.number("scale", 1));
  }

  private static Layer route(Section section, int index) {
    int groups = section.integer("groups", 1, 1, MAX_CHANNELS);
    return new Layer.Route(
        earlier(section, "layers", index), groups, section.integer("group_id", 0, 0, groups - 1));
  }

  private static Layer shortcut(Section section, int index) {
    section.unsupportedUnless("alpha", 1);
    section.unsupportedUnless("beta", 1);
    if (!section.text("weights_type", "none").equals("none")) {
      throw section.problem("weights_type", "is not supported; only none is");
    }
    return new Layer.Shortcut(earlier(section, "from", index), Activation.of(section, "linear"));
  }

  private static List<Integer> earlier(Section section, String key, int index) {
    List<Integer> indexes = new ArrayList<>();
    for (int written : section.integers(key)) {
      int absolute = written < 0 ? index + written : written;
      if (absolute < 0 || absolute >= index) {
        throw section.problem(
            key,
            "names section "
                + absolute
                + ", and only sections from 0 to "
                + (index - 1)
                + " come before this one");
      }
      indexes.add(absolute);
    }
    if (indexes.isEmpty()) {
      throw section.problem(key, "must name at least one earlier section");
    }
    return indexes;
  }

  private static Layer yolo(Section section) {
    int total = section.integer("num", 1, 1, MAX_CELLS);
    List<Float> sides = section.numbers("anchors");
    if (sides.size() != 2 * total) {
      throw section.problem(
          "anchors", "must have " + 2 * total + " numbers, two for each of num=" + total);
    }
    List<Integer> mask = section.integers("mask");
    if (mask.isEmpty()) {
      for (int i = 0; i < total; i++) {
        mask.add(i);
      }
    }
    List<Layer.Anchor> anchors = new ArrayList<>();
    for (int i : mask) {
      if (i < 0 || i >= total) {
        throw section.problem("mask", "names anchor " + i + " of " + total + ", counted from 0");
      }
      Layer.Anchor anchor = new Layer.Anchor(sides.get(2 * i), sides.get(2 * i + 1));
      if (anchor.width() <= 0 || anchor.height() <= 0) {
        throw section.problem("anchors", "must be above 0");
      }
      anchors.add(anchor);
    }
    float scale = section.number("scale_x_y", 1);
    if (scale <= 0) {
      throw section.problem("scale_x_y", "must be above 0");
    }
    return new Layer.Yolo(
        List.copyOf(anchors),
        section.integer("classes", 20, 1, MAX_CLASSES),
        scale,
        section.flag("new_coords"));
  }

  private static int stride(Section section) {
    int stride = section.integer("stride", 1, 1, MAX_CELLS);
    section.unsupportedUnless("stride_x", stride);
    section.unsupportedUnless("stride_y", stride);
    return stride;
  }
}
