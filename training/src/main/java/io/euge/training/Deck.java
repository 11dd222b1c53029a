package io.euge.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Examples in an order of chance, and in another once too few are left. */
final class Deck {
  private final List<Example> order;
  private final Random random;
  private int next;

  Deck(List<Example> examples, Random random) {
    order = new ArrayList<>(examples);
    this.random = random;
    next = order.size();
  }

  /**
   * The next ones, none of them twice.
   *
   * @param count no more than there are
   */
  List<Example> draw(int count) {
    if (next + count > order.size()) {
      Collections.shuffle(order, random);
      next = 0;
    }
    next += count;
    return order.subList(next - count, next);
  }
}
