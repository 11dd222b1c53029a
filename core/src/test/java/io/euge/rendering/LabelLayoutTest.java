package io.euge.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Rectangle2D;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class LabelLayoutTest {
  private static final Rectangle2D PICTURE = new Rectangle2D.Double(0, 0, 640, 360);

  private final LabelLayout places = new LabelLayout(640, 360);

  @Test
  void aTagStandsOnItsBox() {
    assertThat(places.place(box(100, 100), 60, 14, 2))
        .isEqualTo(new Rectangle2D.Double(99, 85, 60, 14));
  }

  @Test
  void aTagThatWouldHideAnotherFindsAnotherPlace() {
    Rectangle2D first = places.place(box(100, 100), 60, 14, 2);
    Rectangle2D second = places.place(box(110, 104), 60, 14, 2);
    assertThat(first.intersects(second)).isFalse();
  }

  @Test
  void aNewPictureHasNoTagsYet() {
    Rectangle2D first = places.place(box(100, 100), 60, 14, 2);
    places.clear();
    assertThat(places.place(box(100, 100), 60, 14, 2)).isEqualTo(first);
  }

  @Property
  void everyTagIsWithinThePicture(
      @ForAll @DoubleRange(min = -900, max = 900) double x,
      @ForAll @DoubleRange(min = -900, max = 900) double y) {
    LabelLayout some = new LabelLayout(640, 360);
    for (int i = 0; i < 8; i++) {
      assertThat(PICTURE.contains(some.place(box(x, y), 60, 14, 2))).isTrue();
    }
  }

  private static Rectangle2D box(double x, double y) {
    return new Rectangle2D.Double(x, y, 40, 30);
  }
}
