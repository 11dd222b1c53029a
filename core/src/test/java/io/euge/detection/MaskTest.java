package io.euge.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MaskTest {
  @Test
  void runsGoDownTheColumnsAndBeginOutside() {
    Mask mask = mask(".##.", ".##.", "....");
    assertThat(mask.runs()).containsExactly(3, 2, 1, 2, 4);
    assertThat(mask.area()).isEqualTo(4);
    assertThat(mask("#.", "..").runs()).containsExactly(0, 1, 3);
  }

  /** Made by {@code pycocotools.mask.encode} of the same pixels. */
  @Test
  void countsAreTheTextThatCocoToolsWrite() {
    assertThat(mask(".##.", ".##.", "....").counts()).isEqualTo("32103");
    assertThat(new Mask(100, 100, new int[] {1234, 50, 50, 50, 8616}).counts())
        .isEqualTo("bV1b1b10f[8");
    assertThat(new Mask(640, 480, new int[] {307200}).counts()).isEqualTo("PP\\9");
  }

  @Property
  void countsAreReadAsTheyWereWritten(@ForAll @Size(min = 1, max = 60) List<Boolean> pixels) {
    Mask mask = column(pixels);
    assertThat(Mask.ofCounts(1, pixels.size(), mask.counts())).isEqualTo(mask);
  }

  @Test
  void invalidRunLengthsAreRefused() {
    for (String text : List.of("", "!", "oooooooooooooooo", "P", "1", "3212", "-1")) {
      assertThatThrownBy(() -> Mask.ofCounts(4, 3, text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aRectangleHasFourCornersClockwiseFromTheTopLeft() {
    assertThat(mask("....", ".##.", ".##.").polygons())
        .containsExactly(new int[] {1, 1, 3, 1, 3, 3, 1, 3});
    assertThat(mask("##", "##").polygons()).containsExactly(new int[] {0, 0, 2, 0, 2, 2, 0, 2});
  }

  @Test
  void partsThatTouchAtACornerAreSeparate() {
    assertThat(mask("#.", ".#").polygons())
        .containsExactly(new int[] {0, 0, 1, 0, 1, 1, 0, 1}, new int[] {1, 1, 2, 1, 2, 2, 1, 2});
    assertThat(mask(".#", "#.").polygons()).hasSize(2);
  }

  @Test
  void aHoleIsAnOutlineAndNoPolygon() {
    Mask ring = mask("###", "#.#", "###");
    assertThat(ring.polygons()).containsExactly(new int[] {0, 0, 3, 0, 3, 3, 0, 3});
    assertThat(ring.outlines()).hasSize(2);
    assertThat(ring.outlines().get(1)).containsExactly(1, 2, 2, 2, 2, 1, 1, 1);
  }

  @Test
  void aMaskWithoutPixelsHasNoPolygon() {
    assertThat(mask("..", "..").polygons()).isEmpty();
    assertThat(mask("..", "..").area()).isZero();
  }

  /** Even and odd crossings of all outlines give the pixels back, whatever their shape. */
  @Property
  void theOutlinesEncloseThePixelsAndNoOthers(@ForAll @Size(64) List<Boolean> pixels) {
    int[] runs = column(pixels).runs();
    Mask mask = new Mask(8, 8, runs);
    Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    for (int[] outline : mask.outlines()) {
      path.moveTo(outline[0], outline[1]);
      for (int i = 2; i < outline.length; i += 2) {
        path.lineTo(outline[i], outline[i + 1]);
        assertThat(outline[i] != outline[i - 2]).isNotEqualTo(outline[i + 1] != outline[i - 1]);
      }
      path.closePath();
    }
    for (int i = 0; i < 64; i++) {
      int x = i / 8;
      int y = i % 8;
      assertThat(path.contains(x + 0.5, y + 0.5)).isEqualTo(pixels.get(i));
    }
  }

  private static Mask column(List<Boolean> pixels) {
    List<Integer> runs = new ArrayList<>(List.of(0));
    boolean inside = false;
    for (boolean pixel : pixels) {
      if (pixel != inside) {
        runs.add(0);
        inside = pixel;
      }
      runs.set(runs.size() - 1, runs.get(runs.size() - 1) + 1);
    }
    return new Mask(1, pixels.size(), runs.stream().mapToInt(Integer::intValue).toArray());
  }

  private static Mask mask(String... rows) {
    List<Boolean> pixels = new ArrayList<>();
    for (int x = 0; x < rows[0].length(); x++) {
      for (String row : rows) {
        pixels.add(row.charAt(x) == '#');
      }
    }
    return new Mask(rows[0].length(), rows.length, column(pixels).runs());
  }
}
