package io.euge.bench.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundsTest {
  @Test
  void contestantsTakeTurnsAndTheFirstRoundDoesNotCount() throws Exception {
    List<String> order = new ArrayList<>();
    double[] next = {0};
    Rounds rounds = new Rounds();
    for (String name : List.of("a", "b")) {
      rounds.with(
          name,
          () -> {
            order.add(name);
            return next[0]++;
          });
    }
    Map<String, Samples> samples = rounds.run(2);
    assertThat(order).containsExactly("a", "b", "a", "b", "a", "b");
    assertThat(samples.get("a").rounds()).containsExactly(2.0, 4.0);
    assertThat(samples.get("b").rounds()).containsExactly(3.0, 5.0);
  }

  @Test
  void theMedianOfAnEvenNumberIsTheMeanOfTheMiddle() {
    assertThat(new Samples(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2);
    assertThat(new Samples(List.of(9.0, 1.0, 2.0, 4.0)).median()).isEqualTo(3);
  }
}
