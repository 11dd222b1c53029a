package io.euge.rendering;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Places the labels of an image inside it, and if possible beside the labels placed before. */
final class LabelLayout {
  private final Rectangle2D picture;
  private final List<Rectangle2D> placed = new ArrayList<>();

  LabelLayout(double width, double height) {
    picture = new Rectangle2D.Double(0, 0, width, height);
  }

  void clear() {
    placed.clear();
  }

  /**
   * Places a label.
   *
   * @param box the object that is labelled
   * @param line width of the box's outline
   */
  Rectangle2D place(Rectangle2D box, double width, double height, double line) {
    double left = box.getX() - line / 2;
    double right = box.getMaxX() + line / 2 - width;
    double above = box.getY() - line / 2 - height;
    double below = box.getMaxY() + line / 2;
    Rectangle2D first = within(left, above, width, height);
    Rectangle2D candidate = first;
    for (int i = 0; i < 6 && !isFree(candidate); i++) {
      candidate =
          switch (i) {
            case 0 -> within(right, above, width, height);
            case 1 -> within(left, below, width, height);
            case 2 -> within(right, below, width, height);
            case 3 -> within(left, above - height, width, height);
            case 4 -> within(box.getMaxX() + line, box.getY(), width, height);
            default -> within(box.getX() - line - width, box.getY(), width, height);
          };
    }
    Rectangle2D chosen = isFree(candidate) ? candidate : first;
    placed.add(chosen);
    return chosen;
  }

  private boolean isFree(Rectangle2D candidate) {
    return placed.stream().noneMatch(other -> other.intersects(candidate));
  }

  private Rectangle2D within(double x, double y, double width, double height) {
    double left = Math.max(0, Math.min(x, picture.getWidth() - width));
    double top = Math.max(0, Math.min(y, picture.getHeight() - height));
    return new Rectangle2D.Double(left, top, width, height);
  }
}
