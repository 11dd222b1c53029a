package io.euge.video.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputOrderTest {
  private static final PictureType I = PictureType.RANDOM_ACCESS;
  private static final PictureType P = PictureType.REFERENCE;
  private static final PictureType B = PictureType.BIDIRECTIONAL;

  @Test
  void byTypeABidirectionalPictureComesBeforeTheReferenceThatWasDecodedBeforeIt() {
    assertThat(byType(I, P, B, B, P, B, P)).containsExactly(0, 2, 3, 1, 5, 4, 6);
  }

  @Test
  void byTypeLeadingPicturesComeBeforeTheirKeyframe() {
    assertThat(byType(P, I, B, B, P)).containsExactly(0, 2, 3, 1, 4);
  }

  @Test
  void byCountPicturesOfOneSequenceAreSorted() {
    assertThat(byCount(new PictureType[] {I, P, B, B, P}, 0, 8, 4, 2, 12))
        .containsExactly(0, 3, 2, 1, 4);
  }

  @Test
  void aCountThatDoesNotGrowAtAKeyframeBeginsAnotherSequence() {
    assertThat(byCount(new PictureType[] {I, P, B, I, P, B}, 0, 8, 4, 0, 8, 4))
        .containsExactly(0, 2, 1, 3, 5, 4);
    assertThat(byCount(new PictureType[] {I, I, I}, 0, 0, 0)).containsExactly(0, 1, 2);
  }

  @Test
  void aCountThatGrowsAtAKeyframeGoesOnWithTheSequence() {
    // An open group: the last two are output before their keyframe.
    assertThat(byCount(new PictureType[] {I, P, I, B, B}, 0, 4, 10, 6, 8))
        .containsExactly(0, 1, 3, 4, 2);
  }

  @Test
  void aSequenceThatBeginsFollowsWhateverItsCounts() {
    OutputOrder order = OutputOrder.byCount();
    long last = order.rank(P, 58);
    order.beginSequence();
    assertThat(order.rank(I, 60)).isGreaterThan(last);
    assertThat(order.rank(P, 57)).isGreaterThan(last);
  }

  @Test
  void otherPicturesAreOutputAsTheyAreDecoded() {
    OutputOrder order = OutputOrder.asDecoded();
    assertThat(order.rank(I, 5)).isLessThan(order.rank(P, 3));
  }

  private static List<Integer> byType(PictureType... types) {
    return sorted(OutputOrder.byType(), types, new int[types.length]);
  }

  private static List<Integer> byCount(PictureType[] types, int... counts) {
    return sorted(OutputOrder.byCount(), types, counts);
  }

  private static List<Integer> sorted(OutputOrder order, PictureType[] types, int[] counts) {
    List<long[]> ranks = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      ranks.add(new long[] {order.rank(types[i], counts[i]), i});
    }
    ranks.sort(Comparator.comparingLong(entry -> entry[0]));
    return ranks.stream().map(entry -> (int) entry[1]).toList();
  }
}
