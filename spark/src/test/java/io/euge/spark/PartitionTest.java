package io.euge.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.detection.DetectionOptions;
import io.euge.device.Device;
import io.euge.inference.Batching;
import io.euge.inference.SharingMode;
import io.euge.video.Segment;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes from the driver to a task arrives as it was. */
class PartitionTest {
  @Test
  void aPartitionArrivesAsItWas() throws Exception {
    VideoPartition partition = new VideoPartition("file:/videos/a b.mp4", Segment.whole());
    assertThat(Serialized.copy(partition)).isEqualTo(partition);
  }

  @Test
  void aFactoryArrivesAsItWas() throws Exception {
    Settings settings =
        new Settings(
            List.of("a", "b"),
            "yolo.cfg",
            new DetectionOptions(0.5f, 0.3f, List.of("car")),
            Device.parse("cuda:1"),
            SharingMode.TASK,
            4,
            2,
            false,
            Batching.DEFAULT,
            ErrorPolicy.FAIL);
    DetectionsReaderFactory factory =
        new DetectionsReaderFactory(
            settings,
            DetectionsSchema.SCHEMA,
            new ModelReference("yolo.cfg", 7, "/cache/m.onnx", "m.onnx", "ab12", 99),
            2,
            new ErrorSink(true, null, 5));
    assertThat(Serialized.copy(factory)).isEqualTo(factory);
  }

  @Test
  void aFactoryWithoutModelArrivesToo() throws Exception {
    Settings settings =
        new Settings(
            List.of(),
            null,
            DetectionOptions.DEFAULT,
            Device.CPU,
            SharingMode.PROCESS,
            1,
            0,
            true,
            Batching.DEFAULT,
            ErrorPolicy.FAIL);
    DetectionsReaderFactory factory =
        new DetectionsReaderFactory(
            settings, DetectionsSchema.SCHEMA, null, 1, new ErrorSink(false, null, 0));
    assertThat(Serialized.copy(factory)).isEqualTo(factory);
  }

  @Test
  void framesThatOneVideoDoesNotDeclareAreNotKnownInAll() {
    ProbedVideo known = new ProbedVideo("a", 7);
    assertThat(ProbedVideo.frames(List.of(known, known))).isEqualTo(14);
    assertThat(ProbedVideo.frames(List.of(known, new ProbedVideo("b", -1)))).isZero();
  }
}
