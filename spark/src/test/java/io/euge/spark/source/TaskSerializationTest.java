package io.euge.spark.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.detection.DetectionOptions;
import io.euge.device.DeviceRequest;
import io.euge.inference.Batching;
import io.euge.inference.EngineType;
import io.euge.inference.Precision;
import io.euge.inference.sharing.SharingMode;
import io.euge.spark.Serialized;
import io.euge.spark.conf.CropSettings;
import io.euge.spark.conf.DetectionSettings;
import io.euge.spark.conf.ErrorPolicy;
import io.euge.spark.conf.ImageSettings;
import io.euge.spark.conf.ReadSettings;
import io.euge.spark.conf.StreamSettings;
import io.euge.spark.errors.ErrorSink;
import io.euge.spark.executor.ModelReference;
import io.euge.spark.filter.ComparisonOperator;
import io.euge.spark.filter.FrameFilter;
import io.euge.spark.filter.RowSelection;
import io.euge.spark.provenance.Provenance;
import io.euge.spark.provenance.VideoProvenance;
import io.euge.spark.recording.Recording;
import io.euge.spark.recording.RecordingRules;
import io.euge.spark.source.planning.VideoPartition;
import io.euge.spark.source.planning.VideoSegment;
import io.euge.spark.source.reading.SegmentReaderFactory;
import io.euge.spark.source.rows.DetectionRowReaderFactory;
import io.euge.spark.source.rows.RowReaderFactory;
import io.euge.video.DecodeOptions;
import io.euge.video.Segment;
import io.euge.video.split.SegmentLength;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** What goes from the driver to a task arrives as it was. */
class TaskSerializationTest {
  @Test
  void aPartitionArrivesAsItWas() throws Exception {
    VideoPartition partition =
        new VideoPartition(
            List.of(
                new VideoSegment(
                    new Recording("file:/videos/a b.mp4", "gate", Instant.EPOCH, 7, 11),
                    Segment.whole())));
    assertThat(Serialized.copy(partition)).isEqualTo(partition);
  }

  @Test
  void whatATaskNeedsToDetectArrivesAsItWas() throws Exception {
    DetectionSettings settings =
        new DetectionSettings(
            "yolo.cfg",
            new DetectionOptions(0.5f, 0.3f, List.of("car")),
            DeviceRequest.parse("cuda:1"),
            EngineType.OPENVINO,
            Precision.BF16,
            SharingMode.TASK,
            4,
            2,
            false,
            Batching.DEFAULT,
            new CropSettings(CropSettings.Format.PNG, 90),
            true);
    SegmentReaderFactory factory =
        factory(
            new DetectionRowReaderFactory(
                settings,
                DetectionsSchema.BOXES,
                new ModelReference("yolo.cfg", 7, "/cache/m.onnx", "m.onnx", "ab12", 99),
                new VideoProvenance(
                    new Provenance("yolo.cfg", "ab12", "1", new TreeMap<>(Map.of("fps", "5"))),
                    null),
                2));
    assertThat(Serialized.copy(factory)).isEqualTo(factory);
  }

  @Test
  void whatMakesRowsWithoutModelArrivesToo() throws Exception {
    StructType columns = new StructType().add("frame", "long");
    ReadSettings reading =
        new ReadSettings(
            List.of("a"),
            SegmentLength.AUTO,
            DecodeOptions.DEFAULT,
            RecordingRules.DEFAULT,
            ErrorPolicy.FAIL,
            StreamSettings.DEFAULT);
    for (FrameFormat format :
        List.of(
            new DetectionsFormat(reading, null, null, false, false, new TreeMap<>()),
            new VideoFormat(reading, new ImageSettings(true, 90)))) {
      assertThat(Serialized.copy(factory(format.rows(columns, null))).selection().limit())
          .isEqualTo(7);
    }
    assertThat(
            Serialized.copy(
                new VideoFormat(reading, new ImageSettings(true, 90))
                    .rows(columns.add("image", "binary"), null)))
        .isNotNull();
  }

  private static SegmentReaderFactory factory(RowReaderFactory rows) {
    return new SegmentReaderFactory(
        null,
        ZoneId.of("Europe/Berlin"),
        DecodeOptions.DEFAULT.withThreads(2),
        new RowSelection(
            new FrameFilter.Or(
                List.of(
                    new FrameFilter.Frame(ComparisonOperator.LESS, 3),
                    new FrameFilter.Not(new FrameFilter.Unknown()),
                    new FrameFilter.Seconds(ComparisonOperator.EQUAL, 0.5),
                    new FrameFilter.Camera(FrameFilter.StringMatch.EQUALS, "gate"),
                    new FrameFilter.Video(FrameFilter.StringMatch.ENDS_WITH, ".mp4"))),
            7),
        rows,
        new ErrorSink(true, null, 5, Set.of("/a.mp4")),
        null);
  }
}
