package io.euge.detection.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import io.euge.detection.DetectionOptions;
import io.euge.device.Device;
import io.euge.inference.Batching;
import io.euge.inference.EngineOptions;
import io.euge.inference.sharing.ModelLease;
import io.euge.inference.sharing.SharedModels;
import io.euge.inference.sharing.SharingMode;
import io.euge.model.Model;
import io.euge.model.ModelMetadata;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.FrameFit;
import io.euge.model.spec.InputSpec;
import io.euge.model.spec.TensorSpec;
import io.euge.testing.ClipWriter;
import io.euge.testing.FakeEngine;
import io.euge.testing.NoLeaks;
import io.euge.testing.Patterns;
import io.euge.video.DecodeOptions;
import io.euge.video.VideoException;
import io.euge.video.decode.VideoReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(NoLeaks.class)
class DetectorTest {
  static final Model MODEL =
      new Model(
          "fake",
          Path.of("fake.onnx"),
          "0".repeat(64),
          1000,
          InputSpec.rgbBytes("images", 16, 8, FrameFit.DARKNET, true),
          List.of(TensorSpec.ofFrames("head", ElementType.FLOAT, 7, 2, 4)),
          List.of("car", "truck"),
          ModelMetadata.describe(
              "fake",
              List.of(
                  "yolo output=head grid=4x2 classes=2 scale_x_y=1.0 new_coords=false"
                      + " anchors=4.0x4.0"),
              List.of("car", "truck")));
  private static final DetectionOptions EVERYTHING = new DetectionOptions(0, 1, List.of());

  @TempDir Path folder;
  private final FakeEngine engine = new FakeEngine();
  private final SharedModels models = new SharedModels(engine);

  @AfterEach
  void closeModels() {
    models.close();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 0", "3, 1", "25, 0", "40, 2", "4, 3"})
  void resultsDependNeitherOnTheBatchNorOnDecodingAhead(int batch, int ahead) {
    Path clip = clip();
    List<String> plain = detect(clip, 1, 0);

    assertThat(plain).hasSize(25);
    assertThat(plain.stream().distinct()).hasSize(25);
    assertThat(detect(clip, batch, ahead)).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "4, 0", "4, 2", "40, 1"})
  void theFramesBeforeDamageComeFirst(int batch, int ahead) throws IOException {
    Path broken = clip("clip.mkv");
    try (FileChannel file = FileChannel.open(broken, StandardOpenOption.WRITE)) {
      file.truncate(Files.size(broken) * 2 / 3);
    }
    List<String> good = new ArrayList<>();
    assertThatThrownBy(() -> collect(broken, 1, 0, good)).isInstanceOf(VideoException.class);
    assertThat(good).isNotEmpty();

    List<String> delivered = new ArrayList<>();
    assertThatThrownBy(() -> collect(broken, batch, ahead, delivered))
        .isInstanceOf(VideoException.class);
    assertThat(delivered).isEqualTo(good);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "2, 2"})
  void framesNeedNotComeFromAVideo(int batch, int ahead) {
    List<String> found = new ArrayList<>();
    try (ModelLease lease = models.acquire(MODEL, Device.CPU);
        Detector detector = new Detector(lease, EVERYTHING, batch, ahead);
        Detections frames = detector.detect(new PlainFrames(64, 32, 3))) {
      frames.forEachRemaining(
          frame ->
              found.add(
                  "%d at %s of %dx%d"
                      .formatted(frame.frame(), frame.seconds(), frame.width(), frame.height())));
    }
    assertThat(found)
        .containsExactly("0 at 0.0 of 64x32", "1 at 0.5 of 64x32", "2 at 1.0 of 64x32");
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 2"})
  void closingInTheMiddleStopsDecoding(int batch, int ahead) {
    try (ModelLease lease = models.acquire(MODEL, Device.CPU);
        VideoReader video = VideoReader.open(clip(), DecodeOptions.DEFAULT);
        Detector detector = new Detector(lease, EVERYTHING, batch, ahead)) {
      assertThat(detector.detect(video).next().frame()).isZero();
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("euge-decode"));
  }

  @Test
  void oneDetectorServesOneVideoAfterTheOther() {
    try (ModelLease lease = models.acquire(MODEL, Device.CPU);
        Detector detector = new Detector(lease, EVERYTHING, 2, 1);
        VideoReader first = VideoReader.open(clip(), DecodeOptions.DEFAULT);
        VideoReader second = VideoReader.open(clip(), DecodeOptions.DEFAULT)) {
      assertThat(detector.detect(first).next().frame()).isZero();
      assertThat(detector.detect(second).next().frame()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 2"})
  void aDeviceThatVanishesFailsTheCallerAndReleasesEverything(int batch, int ahead) {
    engine.onRun(
        frames -> {
          throw new IllegalStateException("the device is gone");
        });
    assertThatThrownBy(() -> detect(clip(), batch, ahead)).hasMessageContaining("gone");
    assertThat(models.statistics().leases()).isZero();
  }

  @Test
  void aBadFrameOfABatchFailsAfterTheFramesBeforeIt() {
    List<Integer> frames = new ArrayList<>();
    engine.onRun(run -> frames.add(run[0].hashCode()));
    List<String> good = detect(clip(), 1, 0);
    engine.onRun(
        run -> {
          for (ByteBuffer frame : run) {
            if (frame.hashCode() == frames.get(6)) {
              throw new IllegalStateException("a bad frame");
            }
          }
        });
    Batching always = Batching.DEFAULT.with(Batching.When.ALWAYS);
    List<String> delivered = new ArrayList<>();
    try (ModelLease lease =
            models.acquire(
                MODEL,
                Device.CPU,
                EngineOptions.DEFAULT.withBatching(always),
                SharingMode.PROCESS);
        VideoReader video = VideoReader.open(clip(), DecodeOptions.DEFAULT);
        Detector detector = new Detector(lease, EVERYTHING, 4, 0)) {
      Detections found = detector.detect(video);
      assertThatThrownBy(() -> found.forEachRemaining(frame -> delivered.add(frame.toString())))
          .hasMessageContaining("a bad frame");
      assertThatThrownBy(found::hasNext).hasMessageContaining("a bad frame");
    }
    assertThat(delivered).isEqualTo(good.subList(0, 6));
  }

  @Test
  @Timeout(60)
  void decodingAheadDoesNotMakeABatchWait() {
    Batching patient = new Batching(Batching.When.ALWAYS, 8, Duration.ofHours(1));
    try (ModelLease lease =
            models.acquire(
                MODEL,
                Device.CPU,
                EngineOptions.DEFAULT.withBatching(patient),
                SharingMode.PROCESS);
        VideoReader video = VideoReader.open(clip(), DecodeOptions.DEFAULT);
        Detector detector = new Detector(lease, EVERYTHING, 1, 2);
        Detections found = detector.detect(video)) {
      found.next();
      assertThat(found.next().frame()).isEqualTo(1);
    }
  }

  @Test
  void anUnknownClassLeavesNothingOpen() {
    DetectionOptions lorries = new DetectionOptions(0.5f, 0.45f, List.of("lorry"));
    try (ModelLease lease = models.acquire(MODEL, Device.CPU)) {
      assertThatThrownBy(() -> new Detector(lease, lorries)).isInstanceOf(OptionException.class);
    }
  }

  private List<String> detect(Path clip, int batch, int ahead) {
    List<String> results = new ArrayList<>();
    collect(clip, batch, ahead, results);
    return results;
  }

  private void collect(Path clip, int batch, int ahead, List<String> results) {
    try (ModelLease lease = models.acquire(MODEL, Device.CPU);
        VideoReader video = VideoReader.open(clip, DecodeOptions.DEFAULT);
        Detector detector = new Detector(lease, EVERYTHING, batch, ahead);
        Detections frames = detector.detect(video)) {
      while (frames.hasNext()) {
        results.add(frames.next().toString());
      }
    }
  }

  private Path clip() {
    return clip("clip.mp4");
  }

  private Path clip(String name) {
    return new ClipWriter()
        .size(64, 32)
        .frames(25)
        .pattern(Patterns.index())
        .write(folder.resolve(name));
  }
}
