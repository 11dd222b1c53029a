package io.euge.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeckTest {
  private final List<Example> examples =
      IntStream.range(0, 10).mapToObj(i -> new Example(new byte[] {(byte) i}, List.of())).toList();

  @Test
  void allAreDrawnBeforeOneComesAgainInAnotherOrder() {
    Deck deck = new Deck(examples, new Random(1));
    List<Example> first = new ArrayList<>();
    List<Example> second = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      first.addAll(deck.draw(2));
    }
    for (int i = 0; i < 5; i++) {
      second.addAll(deck.draw(2));
    }
    assertThat(first).containsExactlyInAnyOrderElementsOf(examples);
    assertThat(second).containsExactlyInAnyOrderElementsOf(examples).isNotEqualTo(first);
  }

  @Test
  void noneIsTwiceInADrawWhereTheNumbersDoNotFit() {
    Deck deck = new Deck(examples, new Random(1));
    for (int i = 0; i < 20; i++) {
      assertThat(deck.draw(4)).doesNotHaveDuplicates().hasSize(4);
    }
  }
}
