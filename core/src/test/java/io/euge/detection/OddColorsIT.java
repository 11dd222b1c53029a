package io.euge.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.euge.detection.pipeline.DetectionModels;
import io.euge.detection.pipeline.Detections;
import io.euge.detection.pipeline.Detector;
import io.euge.device.Device;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.inference.sharing.ModelLease;
import io.euge.inference.sharing.SharedModels;
import io.euge.testing.NoLeaks;
import io.euge.testing.Shared;
import io.euge.video.DecodeOptions;
import io.euge.video.Pixels;
import io.euge.video.decode.VideoReader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A video whose colors are coded in another way looks, and is judged, as the ordinary one. */
@ExtendWith(NoLeaks.class)
class OddColorsIT {
  /** The eight frames of the HDR video are these of the ordinary one. */
  private static final int FIRST = 30;

  private static final int FRAMES = 8;

  @TempDir Path folder;

  @Test
  void ycgcoHasTheColorsOfTheRgbThatItWasMadeFrom() {
    int[] bars = {
      0xFFFFFF, 0xC8C814, 0x14B4B4, 0x1EC81E, 0xBE1EBE, 0xD21E1E, 0x1414C8, 0x000000,
    };
    Path file = Shared.file("data/odd-videos/15-ycgco.mp4");
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT)) {
      assertThat(reader.next()).isTrue();
      ByteBuffer rgb = Pixels.unscaled(reader);
      for (int i = 0; i < bars.length; i++) {
        int at = (reader.height() / 2 * reader.width() + 32 * i + 16) * 3;
        for (int c = 0; c < 3; c++) {
          assertThat(rgb.get(at + c) & 255).isCloseTo((bars[i] >> (16 - 8 * c)) & 255, within(2));
        }
      }
    }
  }

  @Test
  void hdrLooksAsTheVideoOfStandardRangeThatItWasMadeFrom() {
    Path hdr = Shared.file("data/odd-videos/16-pq.mp4");
    try (VideoReader standard = VideoReader.open(Shared.highway(), DecodeOptions.DEFAULT);
        VideoReader mapped = VideoReader.open(hdr, DecodeOptions.DEFAULT)) {
      double difference = 0;
      long samples = 0;
      while (mapped.next()) {
        do {
          assertThat(standard.next()).isTrue();
        } while (standard.frame() < FIRST);
        ByteBuffer expected = Pixels.unscaled(standard);
        ByteBuffer actual = Pixels.unscaled(mapped);
        for (int i = 0; i < expected.capacity(); i++) {
          difference += Math.abs((expected.get(i) & 255) - (actual.get(i) & 255));
        }
        samples += expected.capacity();
      }
      assertThat(mapped.damage()).isEmpty();
      System.out.printf("HDR differs by %.2f levels%n", difference / samples);
      assertThat(difference / samples).isLessThan(7);
    }
  }

  @Test
  void inHdrAsManyVehiclesAreFound() {
    try (SharedModels models = new SharedModels(new OnnxRuntimeEngine());
        ModelLease lease =
            models.acquire(
                DetectionModels.in(folder)
                    .resolve(Shared.model("yolo-fastest-1.1-xl.cfg").toString()),
                Device.CPU)) {
      int standard = count(lease, Shared.highway(), FIRST);
      int mapped = count(lease, Shared.file("data/odd-videos/16-pq.mp4"), 0);
      System.out.printf("%d vehicles in standard range, %d in HDR%n", standard, mapped);
      assertThat(standard).isGreaterThan(20);
      assertThat((double) mapped / standard).isCloseTo(1, within(0.1));
    }
  }

  private static int count(ModelLease lease, Path file, int first) {
    int count = 0;
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT);
        Detector detector = new Detector(lease, DetectionOptions.DEFAULT);
        Detections found = detector.detect(reader)) {
      for (int i = 0; i < first + FRAMES; i++) {
        assertThat(found.hasNext()).isTrue();
        FrameDetections frame = found.next();
        count += i < first ? 0 : frame.detections().size();
      }
    }
    return count;
  }
}
