package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.video.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which frames a sampling takes, written out. */
class SamplerTest {
  @Test
  void framesPerSecondAreTheFirstAtOrAfterEachInstant() {
    // Instants 0, 0.5, 1 …: the frame before 0.5 is nearer to it, and the one after it counts.
    assertThat(perSecond(2, 0, 0.1, 0.49, 0.62, 0.8, 1.0, 1.3, 1.51)).containsExactly(0, 3, 5, 7);
  }

  @Test
  void theFirstFrameIsTaken() {
    assertThat(perSecond(0.1, 0, 1, 2, 9.9, 10, 10.1)).containsExactly(0, 4);
  }

  @Test
  void aFrameThatIsTheFirstAfterSeveralInstantsIsTakenOnce() {
    assertThat(perSecond(2, 0, 0.1, 2.7, 2.9, 3.0)).containsExactly(0, 2, 4);
  }

  @Test
  void ofEqualTimesTheFirstFrameIsTaken() {
    assertThat(perSecond(1, 0, 0, 1, 1, 1, 1.5, 2, 2)).containsExactly(0, 2, 6);
  }

  @Test
  void moreFramesPerSecondThanThereAreTakesEachOnce() {
    assertThat(perSecond(1000, 0, 0.04, 0.08, 0.12)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void timesThatAreFractionsAreNotRounded() {
    // At 30000/1001 frames a second, frame 30 comes 1 ms after the first second.
    double[] seconds = IntStream.range(0, 100).mapToDouble(i -> i * 1001 / 30000.0).toArray();
    assertThat(perSecond(1, seconds)).containsExactly(0, 30, 60, 90);
    assertThat(perSecond(10, IntStream.range(0, 7).mapToDouble(i -> i * 0.05).toArray()))
        .containsExactly(0, 2, 4, 6);
    assertThat(perSecond(3, IntStream.range(0, 7).mapToDouble(i -> i / 6.0).toArray()))
        .containsExactly(0, 2, 4, 6);
  }

  @Test
  void everyNthFrameIsAMultipleOfItsIndexWhateverIsMissing() {
    Sampler sampler = new Sampler(Sampling.every(3));
    assertThat(List.of(0L, 1L, 2L, 5L, 6L, 7L, 9L))
        .filteredOn(index -> sampler.selects(index, 0, 0, false))
        .containsExactly(0L, 6L, 9L);
  }

  @Test
  void keyframesAreThoseThatAreMarked() {
    Sampler sampler = new Sampler(Sampling.KEYFRAMES);
    assertThat(sampler.selects(1, 0, 0, true)).isTrue();
    assertThat(sampler.selects(0, 0, 0, false)).isFalse();
  }

  private static List<Integer> perSecond(double number, double... seconds) {
    Sampler sampler = new Sampler(Sampling.perSecond(number));
    List<Integer> taken = new ArrayList<>();
    for (int i = 0; i < seconds.length; i++) {
      double before = i == 0 ? Double.NEGATIVE_INFINITY : seconds[i - 1];
      if (sampler.selects(i, before, seconds[i], false)) {
        taken.add(i);
      }
    }
    return taken;
  }
}
