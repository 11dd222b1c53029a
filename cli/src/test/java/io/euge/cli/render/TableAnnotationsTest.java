package io.euge.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.table.DetectionRow;
import io.euge.detection.Detection;
import io.euge.rendering.FrameAnnotations;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TableAnnotationsTest {
  private static final double RATE = 25;
  private static final Rectangle2D WHOLE = new Rectangle2D.Double(0, 0, 640, 360);

  private final TreeMap<Long, DetectionRow> rows = new TreeMap<>();
  private TableAnnotations table =
      new TableAnnotations(rows, new RenderingRules(Set.of("car"), Set.of("person"), 0.25));

  private static Detection box(String label, float x) {
    return new Detection(label, 0, 0.5f, x, 100, 40, 80);
  }

  private void row(long frame, Detection... found) {
    rows.put(frame, new DetectionRow("a.mp4", frame, frame / RATE, 640, 360, List.of(found)));
  }

  private FrameAnnotations at(long frame) {
    return table.of(frame, frame / RATE, 640, 360);
  }

  private boolean isHidden(long frame, double x, double y) {
    return at(frame).hidden().stream().anyMatch(box -> box.contains(x, y));
  }

  @Test
  void aFrameOfTheTableHasItsOwnBoxes() {
    row(0, box("person", 10), box("car", 200), box("tree", 300));
    assertThat(at(0).hidden()).containsExactly(new Rectangle2D.Double(10, 100, 40, 80));
    assertThat(at(0).boxes()).extracting(Detection::label).containsExactly("car");
    assertThat(table.notices()).isEmpty();
  }

  @Test
  void whatIsUncertainIsNeitherDrawnNorBlurred() {
    row(0, new Detection("person", 0, 0.2f, 0, 0, 9, 9), new Detection("car", 0, 0.2f, 0, 0, 9, 9));
    assertThat(at(0)).isEqualTo(FrameAnnotations.NONE);
  }

  @Test
  void boxesAreDrawnUntilTheNextFrameOfTheTable() {
    row(0, box("car", 10));
    row(5, box("car", 60));
    row(10);
    assertThat(at(4).boxes().get(0).x()).isEqualTo(10);
    assertThat(at(9).boxes().get(0).x()).isEqualTo(60);
    assertThat(at(14).boxes()).isEmpty();
    row(10, box("car", 90));
    assertThat(at(14).boxes().get(0).x()).isEqualTo(90);
    assertThat(at(15).boxes()).as("the next sample would have been due").isEmpty();
  }

  @Test
  void betweenFramesOfTheTableTheWayOfWhatMovesIsHidden() {
    row(0, box("person", 100));
    row(5, box("person", 130));
    for (int x = 100; x < 170; x++) {
      assertThat(isHidden(3, x, 140)).as("at %d", x).isTrue();
    }
    assertThat(isHidden(3, 300, 140)).isFalse();
    row(10);
    assertThat(isHidden(9, 150, 140)).as("who leaves").isTrue();
    row(15, box("person", 400));
    assertThat(isHidden(11, 420, 140)).as("who comes").isTrue();
    assertThat(table.notices())
        .allMatch(notice -> notice.contains("blurred where the sampled frames around them have"));
  }

  @Test
  void framesThatAreFarFromTheTablesAreHiddenAsAWhole() {
    row(5, box("person", 100));
    row(12);
    row(18);
    assertThat(at(4).hidden()).as("before the first").containsExactly(WHOLE);
    assertThat(at(10).hidden()).as("0.28 s between two").containsExactly(WHOLE);
    assertThat(at(15).hidden()).as("0.24 s between two").isEmpty();
    assertThat(at(24).hidden()).as("0.24 s after the last").isEmpty();
    assertThat(at(25).hidden()).as("0.28 s after the last").containsExactly(WHOLE);
    assertThat(table.notices().get(0))
        .startsWith("5 frames are not in the table: 2 are blurred")
        .contains("3 as a whole");
  }

  @Test
  void aFrameWithARowOfAnotherSizeIsHiddenAsAWhole() {
    row(0, box("person", 100), box("car", 100));
    row(1);
    FrameAnnotations turned = table.of(0, 0, 360, 640);
    assertThat(turned.boxes()).isEmpty();
    assertThat(turned.hidden()).containsExactly(new Rectangle2D.Double(0, 0, 360, 640));
  }

  @Test
  void nothingIsHiddenWhereNothingIsToBeBlurred() {
    table = new TableAnnotations(rows, new RenderingRules(Set.of("person"), Set.of(), 0.25));
    row(5, box("person", 100));
    assertThat(at(0)).isEqualTo(FrameAnnotations.NONE);
    assertThat(at(5).hidden()).isEmpty();
    assertThat(table.notices().get(0)).startsWith("1 frame is not in the table");
  }
}
