package io.euge.examples;

import io.euge.detection.DetectionOptions;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.detection.pipeline.Detections;
import io.euge.detection.pipeline.Detector;
import io.euge.device.Device;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.inference.sharing.ModelLease;
import io.euge.inference.sharing.SharedModels;
import io.euge.model.Model;
import io.euge.video.DecodeOptions;
import io.euge.video.decode.VideoReader;
import java.nio.file.Path;

/** The README's example of Euge as a plain library. */
final class FindVehicles {
  private FindVehicles() {}

  static void find(String modelFile, Path videoFile) {
    // README: begin
    Model model = DetectionModels.standard().resolve(modelFile); // a .cfg or an .onnx file
    try (SharedModels models = new SharedModels(new OnnxRuntimeEngine());
        ModelLease lease = models.acquire(model, Device.CPU);
        Detector detector = new Detector(lease, DetectionOptions.DEFAULT);
        VideoReader video = VideoReader.open(videoFile, DecodeOptions.DEFAULT);
        Detections frames = detector.detect(video)) {
      while (frames.hasNext()) {
        System.out.println(frames.next());
      }
    }
    // README: end
  }
}
