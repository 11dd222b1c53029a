package io.euge.detection.family;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.detection.family.SyntheticDetector.Numbers;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.model.ModelException;
import io.euge.testing.OneSentence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a run of a graph shows is refused in words about the user's file. */
class RefusedGraphsTest {
  private static final int CELLS = 96 + 24 + 6;

  @TempDir Path folder;

  @Test
  void aGraphForSeveralFramesARunIsNamedAsSuch() throws IOException {
    SyntheticDetector four =
        new SyntheticDetector(0, 1, false)
            .frames(4)
            .table("output0", List.of(4L, 6L, (long) CELLS), new Numbers(4, 6, CELLS));
    refused(four)
        .hasMessageContaining(
            "its input takes 4 frames a run, fixed in the graph: export it for one, or for any number");
  }

  @Test
  void anOutputOfAnotherShapeThanItsHeadsIsNamedAsTheUserKnowsIt() throws IOException {
    SyntheticDetector open =
        new SyntheticDetector(0, 1, false)
            .table("output0", List.of(1L, -1L, 7L), new Numbers(1, CELLS - 1, 7));
    refused(open)
        .hasMessageContaining(
            "its outputs output0 float [1, %d, 7] match no known model family"
                .formatted(CELLS - 1));
  }

  @Test
  void labelsThatNameABackgroundAreRefused() throws IOException {
    Numbers scores = new Numbers(5, 2).fill(0.1);
    Numbers boxes = new Numbers(5, 4);
    for (int i = 0; i < 5; i++) {
      scores.set(2 * i, 0.9);
      boxes.set(4 * i + 2, 1).set(4 * i + 3, 1);
    }
    refused(
            new SyntheticDetector(-127 / 128.0, 1, false)
                .named("{0: 'BACKGROUND', 1: 'face'}")
                .output("scores", scores)
                .output("boxes", boxes))
        .hasMessageContaining(
            "the first class of its output scores is found nearly everywhere, as a background is");
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(SyntheticDetector graph)
      throws IOException {
    String file = graph.write(folder).toString();
    return assertThatThrownBy(() -> DetectionModels.in(folder.resolve("cache")).resolve(file))
        .isInstanceOfSatisfying(ModelException.class, OneSentence::of)
        .hasMessageStartingWith("Cannot use " + file + " as a model: ");
  }
}
