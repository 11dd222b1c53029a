package io.euge.model.darknet;

import java.util.List;

/** What comes out of a section for what goes in. */
final class Shapes {
  private Shapes() {}

  static Shape out(Section section, Layer layer, List<Shape> in) {
    Shape first = in.get(0);
    if (layer instanceof Layer.Convolutional conv) {
      return convolutional(section, conv, first);
    } else if (layer instanceof Layer.MaxPool pool) {
      return shape(
          section,
          first.channels(),
          windows(first.height(), pool.padding(), pool.size(), pool.stride()),
          windows(first.width(), pool.padding(), pool.size(), pool.stride()));
    } else if (layer instanceof Layer.Upsample up) {
      return shape(
          section,
          first.channels(),
          (long) first.height() * up.stride(),
          (long) first.width() * up.stride());
    } else if (layer instanceof Layer.Route route) {
      return route(section, route, in);
    } else if (layer instanceof Layer.Shortcut) {
      for (Shape other : in) {
        if (!other.equals(first)) {
          throw section.problem("cannot add " + other + " to " + first);
        }
      }
      return first;
    } else if (layer instanceof Layer.AveragePool) {
      return new Shape(first.channels(), 1, 1);
    } else if (layer instanceof Layer.Yolo yolo) {
      int wanted = yolo.anchors().size() * (5 + yolo.classes());
      if (first.channels() != wanted) {
        throw section.problem(
            "needs "
                + wanted
                + " channels for "
                + yolo.anchors().size()
                + " anchors and "
                + yolo.classes()
                + " classes, and the section before has filters="
                + first.channels());
      }
    }
    return first;
  }

  private static Shape convolutional(Section section, Layer.Convolutional conv, Shape in) {
    if (in.channels() % conv.groups() != 0 || conv.filters() % conv.groups() != 0) {
      throw section.problem(
          "groups",
          "must divide the " + in.channels() + " channels coming in and filters=" + conv.filters());
    }
    return shape(
        section,
        conv.filters(),
        windows(in.height(), 2 * conv.padding(), conv.size(), conv.stride()),
        windows(in.width(), 2 * conv.padding(), conv.size(), conv.stride()));
  }

  private static Shape route(Section section, Layer.Route route, List<Shape> in) {
    long channels = 0;
    for (Shape source : in) {
      if (!source.sameSize(in.get(0))) {
        throw section.problem(
            "cannot join " + in.get(0) + " and " + source + "; their heights and widths differ");
      }
      if (source.channels() % route.groups() != 0) {
        throw section.problem("groups", "must divide the " + source.channels() + " channels");
      }
      channels += source.channels() / route.groups();
    }
    return shape(section, channels, in.get(0).height(), in.get(0).width());
  }

  private static long windows(int length, int padding, int size, int stride) {
    int room = length + padding - size;
    return room < 0 ? 0 : room / stride + 1;
  }

  private static Shape shape(Section section, long channels, long height, long width) {
    if (!Shape.isPossible(channels, height, width)) {
      throw section.problem(
          "would give " + channels + "x" + height + "x" + width + ", which cannot be computed");
    }
    return new Shape((int) channels, (int) height, (int) width);
  }
}
