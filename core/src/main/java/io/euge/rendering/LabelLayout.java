package io.euge.rendering;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Finds each tag of a picture a place within it, and where it can, off the tags before. */
final class LabelLayout {
  private final Rectangle2D picture;
  private final List<Rectangle2D> taken = new ArrayList<>();

  LabelLayout(int width, int height) {
    picture = new Rectangle2D.Double(0, 0, width, height);
  }

  void clear() {
    taken.clear();
  }

  /**
   * Takes a place for a tag.
   *
   * @param box what the tag speaks of
   * @param line width of the box's outline
   */
  Rectangle2D next(Rectangle2D box, double width, double height, double line) {
    double left = box.getX() - line / 2;
    double right = box.getMaxX() + line / 2 - width;
    double above = box.getY() - line / 2 - height;
    double below = box.getMaxY() + line / 2;
    Rectangle2D first = within(left, above, width, height);
    Rectangle2D place = first;
    for (int i = 0; i < 6 && !free(place); i++) {
      place =
          switch (i) {
            case 0 -> within(right, above, width, height);
            case 1 -> within(left, below, width, height);
            case 2 -> within(right, below, width, height);
            case 3 -> within(left, above - height, width, height);
            case 4 -> within(box.getMaxX() + line, box.getY(), width, height);
            default -> within(box.getX() - line - width, box.getY(), width, height);
          };
    }
    Rectangle2D chosen = free(place) ? place : first;
    taken.add(chosen);
    return chosen;
  }

  private boolean free(Rectangle2D place) {
    return taken.stream().noneMatch(other -> other.intersects(place));
  }

  private Rectangle2D within(double x, double y, double width, double height) {
    double left = Math.max(0, Math.min(x, picture.getWidth() - width));
    double top = Math.max(0, Math.min(y, picture.getHeight() - height));
    return new Rectangle2D.Double(left, top, width, height);
  }
}
