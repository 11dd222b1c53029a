package io.euge.detection.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.euge.detection.Detection;
import io.euge.detection.DetectionOptions;
import io.euge.device.Device;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.inference.sharing.ModelLease;
import io.euge.inference.sharing.SharedModels;
import io.euge.model.Model;
import io.euge.model.importing.ModelDescription;
import io.euge.model.importing.PreprocessingKeys;
import io.euge.testing.ChannelMeans;
import io.euge.testing.NoLeaks;
import io.euge.video.FrameSource;
import io.euge.video.Letterbox;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user says of the preprocessing is what the network is fed. */
@ExtendWith(NoLeaks.class)
class SaidPreprocessingTest {
  private static final int[] COLOR = {200, 100, 50};
  private static final Map<String, String> NAMES =
      Map.of("names", "{0: 'first', 1: 'second', 2: 'third'}");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "channels=RGB|first|0.7843",
        "channels=BGR|third|0.7843",
        "range=0..1,mean=0.5,std=0.5|first|0.5686",
        "scale=0.002|first|0.4",
        "range=-1..1|first|0.5686",
        "range=0..255,mean=190,99,49,std=20,2,10|first|0.5",
        "channels=BGR,range=0..255,mean=40,99,190,std=20,2,11|third|0.9091",
      })
  void aColorComesAsItIsSaid(String said, String label, double confidence) {
    check(ChannelMeans.write(folder, "means", NAMES), said, label, confidence);
  }

  /** Means of three planes, or of numbers that lie together; bytes come as they are. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UINT8|false|channels=RGB|first|0.7843",
        "UINT8|false|channels=BGR|third|0.7843",
        "UINT8|true|channels=RGB|first|0.7843",
        "UINT8|true|channels=BGR|third|0.7843",
        "FLOAT|true|channels=RGB|first|0.7843",
        "FLOAT|true|channels=BGR|third|0.7843",
        "FLOAT|true|range=0..1,mean=0.5,std=0.5|first|0.5686",
        "FLOAT|true|channels=BGR,range=0..255,mean=40,99,190,std=20,2,11|third|0.9091",
        "FLOAT16|true|channels=BGR,range=0..255,mean=40,99,190,std=20,2,11|third|0.9091",
        "FLOAT16|false|channels=BGR,range=0..255,mean=40,99,190,std=20,2,11|third|0.9091",
      })
  void aColorComesInAnyLayoutAndType(
      DataType type, boolean rows, String said, String label, double confidence) {
    check(ChannelMeans.write(folder, "means", NAMES, type, rows), said, label, confidence);
  }

  private void check(Path network, String said, String label, double confidence) {
    Detection found = detect(network, said);
    assertThat(found.label()).isEqualTo(label);
    assertThat(found.confidence()).isCloseTo((float) confidence, within(1e-3f));
  }

  /** The frame fills half of the canvas, the bars the other. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "channels=RGB|114|0",
        "fit=letterbox,fill=0|0|0",
        "fill=255|255|0",
        "fit=top-left,fill=30|30|16",
        "fit=top-left|114|16"
      })
  void theBarsAreWhatAndWhereItIsSaid(String said, int fill, double top) {
    Detection found = detect(ChannelMeans.write(folder, "means", NAMES), said, new OneColor(true));
    assertThat(found.label()).isEqualTo("first");
    assertThat(found.confidence()).isCloseTo((COLOR[0] + fill) / 2f / 255, within(1e-3f));
    assertThat(found.y()).isEqualTo((float) top);
    assertThat(found.height()).isEqualTo(32);
    assertThat(found.x()).isEqualTo(16);
    assertThat(found.width()).isEqualTo(32);
  }

  @Test
  void aBoxIsInPixelsOfTheFrame() {
    Detection found = detect(ChannelMeans.write(folder, "means", NAMES), "fit=stretch");
    assertThat(found.x()).isEqualTo(16);
    assertThat(found.width()).isEqualTo(32);
    assertThat(found.y()).isEqualTo(8);
    assertThat(found.height()).isEqualTo(16);
  }

  private Detection detect(Path onnx, String said) {
    return detect(onnx, said, new OneColor(false));
  }

  private Detection detect(Path onnx, String said, FrameSource frames) {
    ModelDescription description =
        new ModelDescription(
            Optional.empty(), Optional.empty(), Optional.empty(), PreprocessingKeys.parse(said));
    Model model = DetectionModels.in(folder.resolve("cache")).resolve(onnx.toString(), description);
    try (SharedModels models = new SharedModels(new OnnxRuntimeEngine());
        ModelLease lease = models.acquire(model, Device.CPU);
        Detector detector = new Detector(lease, DetectionOptions.DEFAULT);
        Detections found = detector.detect(frames)) {
      return found.next().detections().get(0);
    }
  }

  /** One frame of 64x32 pixels. */
  private static final class OneColor implements FrameSource {
    /** Whether bars are what the canvas says, and not the frame's color too. */
    private final boolean bars;

    private boolean read;

    OneColor(boolean bars) {
      this.bars = bars;
    }

    @Override
    public boolean next() {
      boolean first = !read;
      read = true;
      return first;
    }

    @Override
    public long frame() {
      return 0;
    }

    @Override
    public double seconds() {
      return 0;
    }

    @Override
    public int width() {
      return 2 * ChannelMeans.SIDE;
    }

    @Override
    public int height() {
      return ChannelMeans.SIDE;
    }

    @Override
    public double pixelAspectRatio() {
      return 1;
    }

    @Override
    public void letterbox(Letterbox geometry, ByteBuffer target, int offset) {
      for (int i = 0; i < geometry.bytes(); i++) {
        int row = i / COLOR.length / geometry.canvasWidth();
        boolean bar = row < geometry.top() || row >= geometry.top() + geometry.height();
        int color = COLOR[i % COLOR.length];
        target.put(offset + i, (byte) (bar && bars ? geometry.canvas().fill() : color));
      }
    }
  }
}
