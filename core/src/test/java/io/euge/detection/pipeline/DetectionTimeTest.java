package io.euge.detection.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.TaskPart;
import io.euge.TimeAccount;
import io.euge.detection.DetectionOptions;
import io.euge.device.Device;
import io.euge.inference.Batching;
import io.euge.inference.EngineOptions;
import io.euge.inference.Workspace;
import io.euge.inference.sharing.ModelLease;
import io.euge.inference.sharing.SharedModels;
import io.euge.inference.sharing.SharingMode;
import io.euge.model.Model;
import io.euge.testing.FakeEngine;
import io.euge.testing.NoLeaks;
import io.euge.video.FrameSource;
import io.euge.video.Letterbox;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the time of a detector goes, with parts that take as long as they are told. */
@ExtendWith(NoLeaks.class)
class DetectionTimeTest {
  private static final int FRAMES = 24;
  private static final long MILLI = 1_000_000;

  private final FakeEngine engine = new FakeEngine();
  private final SharedModels models = new SharedModels(engine);
  private final long opened = System.nanoTime();
  private final TimeAccount account = new TimeAccount();

  @AfterEach
  void closeModels() {
    models.close();
  }

  @ParameterizedTest
  @CsvSource({"1", "4", "7", "40"})
  void eachPartGetsItsTime(int batch) {
    engine.onRun(frames -> sleep(3 * frames.length));
    long before = System.nanoTime();
    detect(batch, 0, new SlowFrames(2, 1, 1), 1);
    long whole = System.nanoTime() - before;

    assertThat(account.total()).isBetween(whole / 2, System.nanoTime() - opened);
    assertThat(account.nanos(TaskPart.INFERENCE)).isGreaterThanOrEqualTo(FRAMES * 3 * MILLI);
    assertThat(account.nanos(TaskPart.FETCHING)).isGreaterThanOrEqualTo(FRAMES * MILLI);
    assertThat(account.nanos(TaskPart.SCALING)).isGreaterThanOrEqualTo(FRAMES * MILLI * 9 / 10);
    assertThat(account.nanos(TaskPart.DECODING)).isPositive();
    // Of a batch one frame's postprocessing is measured, which may have been interrupted for long.
    assertThat(account.nanos(TaskPart.WRITING) + account.nanos(TaskPart.POSTPROCESSING))
        .isGreaterThanOrEqualTo(FRAMES * MILLI);
    assertThat(account.nanos(TaskPart.WAITING)).isZero();
    assertThat(account.aheadNanos()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1", "4", "8"})
  void theClockIsReadAFewTimesForEachBatchAndNotForEachFrame(int batch) {
    detect(batch, 0, new SlowFrames(0, 0, 0), 0);
    assertThat(account.readings()).isLessThanOrEqualTo(8L * FRAMES / batch + 8);
  }

  @Test
  void decodingThatIsHiddenBehindInferenceIsNoPartOfTheTask() {
    engine.onRun(frames -> sleep(40));
    detect(4, 2, new SlowFrames(1, 1, 1), 0);

    long decoding =
        account.nanos(TaskPart.FETCHING)
            + account.nanos(TaskPart.DECODING)
            + account.nanos(TaskPart.SCALING);
    assertThat(account.nanos(TaskPart.INFERENCE)).isGreaterThan(account.total() / 2);
    assertThat(account.aheadNanos()).isGreaterThanOrEqualTo(FRAMES * 3 * MILLI);
    assertThat(decoding).isLessThan(account.aheadNanos());
  }

  @Test
  void aTaskThatWaitsForFramesDecodedAheadIsBoundByWhatThatThreadDoes() {
    detect(4, 2, new SlowFrames(1, 4, 1), 0);
    assertThat(account.nanos(TaskPart.FETCHING)).isGreaterThan(account.nanos(TaskPart.DECODING));
    assertThat(account.nanos(TaskPart.FETCHING)).isGreaterThan(account.nanos(TaskPart.SCALING));
    assertThat(account.nanos(TaskPart.FETCHING)).isGreaterThan(account.total() / 3);
  }

  @Test
  void theWaitForABatchIsNoInference() {
    Batching patient = new Batching(Batching.When.ALWAYS, 64, Duration.ofMillis(5));
    EngineOptions options = EngineOptions.DEFAULT.withBatching(patient);
    try (ModelLease lease =
            models.acquire(
                DetectorTest.MODEL, Device.parse("sim:0"), options, SharingMode.PROCESS);
        Workspace another = lease.workspace(1);
        Detector detector = new Detector(lease, DetectionOptions.DEFAULT, 1, 0)) {
      assertThat(another.waitedNanos()).isZero();
      detector.detect(new SlowFrames(0, 0, 0), account).forEachRemaining(frame -> {});
    }
    assertThat(account.nanos(TaskPart.WAITING)).isGreaterThanOrEqualTo(FRAMES * 5 * MILLI);
    assertThat(account.deviceNanos())
        .isPositive()
        .isLessThanOrEqualTo(account.nanos(TaskPart.INFERENCE));
  }

  private void detect(int batch, int ahead, FrameSource frames, int writing) {
    Model model = DetectorTest.MODEL;
    try (ModelLease lease = models.acquire(model, Device.CPU);
        Detector detector = new Detector(lease, DetectionOptions.DEFAULT, batch, ahead);
        Detections found = detector.detect(frames, account)) {
      while (found.hasNext()) {
        found.next();
        sleep(writing);
      }
    }
    account.settle();
  }

  private static void sleep(int millis) {
    if (millis == 0) {
      return;
    }
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Frames that take some milliseconds each to decode, fetch and scale. */
  private static final class SlowFrames implements FrameSource {
    private final int decoding;
    private final int fetching;
    private final int scaling;
    private long fetchNanos;
    private int frame = -1;

    SlowFrames(int decoding, int fetching, int scaling) {
      this.decoding = decoding;
      this.fetching = fetching;
      this.scaling = scaling;
    }

    @Override
    public boolean next() {
      if (++frame == FRAMES) {
        return false;
      }
      sleep(decoding);
      long before = System.nanoTime();
      sleep(fetching);
      fetchNanos += System.nanoTime() - before;
      return true;
    }

    @Override
    public long fetchNanos() {
      return fetchNanos;
    }

    @Override
    public long frame() {
      return frame;
    }

    @Override
    public double seconds() {
      return frame;
    }

    @Override
    public int width() {
      return 64;
    }

    @Override
    public int height() {
      return 32;
    }

    @Override
    public double pixelAspectRatio() {
      return 1;
    }

    @Override
    public void letterbox(Letterbox geometry, ByteBuffer target, int offset) {
      sleep(scaling);
    }
  }
}
