package io.euge.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.model.darknet.Network;
import java.util.ArrayList;
import java.util.List;
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

  @Test
  void picturesAreAskedForOnceAStage() throws Exception {
    List<Example> examples = new Examples(416, network.input().height()).make(7, 1);
    List<Integer> asked = new ArrayList<>();
    List<Integer> done = new ArrayList<>();
    Course course = new Course(1, 3, 1, 2, 4, 0.002f);
    new Training(network, course)
        .run(
            stage -> {
              asked.add(stage);
              return examples;
            },
            new Training.Progress() {
              @Override
              public void step(int step, float loss) {}

              @Override
              public void stage(int step, float[] weights) {
                done.add(step);
              }
            });
    assertThat(asked).containsExactly(0, 1, 2);
    assertThat(done).containsExactly(2, 4, 6);
  }

  private float[] train(List<Example> examples, int steps, List<Float> losses) {
    return new Training(network, new Course(1, 1, 1, steps, 4, 0.002f))
        .run(
            stage -> examples,
            new Training.Progress() {
              @Override
              public void step(int step, float loss) {
                losses.add(loss);
              }

              @Override
              public void stage(int step, float[] now) {
                assertThat(step).isEqualTo(steps);
              }
            });
  }
}
