package io.euge.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.model.darknet.Network;
import io.euge.training.Targets.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingIT {
  private final Network network = Network.read(Demo.CFG);

  @Test
  void theNetworkIsSmall() {
    assertThat(network.weights()).isLessThanOrEqualTo(500_000);
    assertThat(network.input().width()).isEqualTo(416);
  }

  @Test
  void theLossFallsAndASeedGivesTheSameWeights() throws Exception {
    List<Example> examples = new Examples(416, network.input().height()).make(7, 1);
    List<Float> losses = new ArrayList<>();
    float[] weights = train(examples, 100, losses);
    assertThat(losses).hasSize(2);
    assertThat(losses.get(1)).isLessThan(losses.get(0) * 0.8f);
    assertThat(train(examples, 5, losses)).isEqualTo(train(examples, 5, losses));
    for (float weight : weights) {
      assertThat(weight).isFinite();
    }
  }

  private float[] train(List<Example> examples, int steps, List<Float> losses) {
    return new Training(network, new Round(1, 1, steps, 0.002f, Assignment.GENEROUS), 4)
        .run(Optional.empty(), examples, (loss, step) -> losses.add(loss), (now, step) -> {});
  }
}
