package io.euge.detection.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.detection.DetectionFields;
import io.euge.detection.DetectionOptions;
import io.euge.device.Device;
import io.euge.inference.sharing.ModelLease;
import io.euge.inference.sharing.SharedModels;
import io.euge.testing.FakeEngine;
import io.euge.testing.NoLeaks;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(NoLeaks.class)
class FramePixelsTest {
  private static final int FRAMES = 7;

  private final SharedModels models = new SharedModels(new FakeEngine());

  @AfterEach
  void closeModels() {
    models.close();
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "3, 0", "7, 0", "1, 1", "2, 2"})
  void pixelsAreThoseOfTheFrameWhateverTheBatch(int batch, int ahead) {
    assertThat(conversions(batch, ahead, frame -> true)).isEqualTo(FRAMES);
  }

  @Test
  void aFrameWhosePixelsNobodyReadsIsNotConvertedOnACpu() {
    assertThat(conversions(1, 0, frame -> false)).isZero();
    assertThat(conversions(1, 0, frame -> frame % 3 == 1)).isEqualTo(2);
  }

  /** Reads the pixels of some frames, and returns how many frames were converted in their size. */
  private int conversions(int batch, int ahead, IntPredicate wanted) {
    DetectionFields crops = new DetectionFields(false, false, true);
    PlainFrames frames = new PlainFrames(64, 32, FRAMES);
    byte[] pixels = new byte[6];
    try (ModelLease lease = models.acquire(DetectorTest.MODEL, Device.CPU);
        Detector detector =
            new Detector(lease, new DetectionOptions(0, 1, List.of()), crops, batch, ahead);
        Detections found = detector.detect(frames)) {
      for (int frame = 0; found.hasNext(); frame++) {
        found.next();
        if (wanted.test(frame)) {
          byte value = (byte) frame;
          for (int again = 0; again < 2; again++) {
            found.pixels().copy(62, 31, 2, 1, pixels);
            assertThat(pixels).containsOnly(value);
          }
        }
        assertThat(found.pixels().width()).isEqualTo(64);
        assertThat(found.pixels().height()).isEqualTo(32);
      }
    }
    return frames.conversions();
  }
}
