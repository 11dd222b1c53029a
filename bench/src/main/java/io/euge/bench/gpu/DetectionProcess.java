package io.euge.bench.gpu;

import io.euge.EugeException;
import io.euge.detection.Detection;
import io.euge.detection.DetectionOptions;
import io.euge.detection.FrameDetections;
import io.euge.detection.pipeline.Detections;
import io.euge.detection.pipeline.Detector;
import io.euge.device.Device;
import io.euge.inference.EngineOptions;
import io.euge.inference.onnxruntime.GpuOptions;
import io.euge.inference.sharing.ModelLease;
import io.euge.inference.sharing.SharedModels;
import io.euge.inference.sharing.SharingMode;
import io.euge.model.Model;
import io.euge.model.onnx.ModelReader;
import io.euge.process.ParentJvm;
import io.euge.video.DecodeOptions;
import io.euge.video.Sampling;
import io.euge.video.decode.VideoReader;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;

/** The main program of a process that detects in some frames of a video. */
final class DetectionProcess {
  /** One frame in so many is compared, because neighbors show nearly the same. */
  static final int EVERY = 5;

  /** A large network on few cores of a CPU takes seconds for a frame. */
  static final int MOST_FRAMES = 60;

  private DetectionProcess() {}

  /**
   * The request to the process.
   *
   * @param device on which the model runs
   * @param simulation for a device {@code sim}; null for others
   * @param model an ONNX file
   */
  record Order(String device, GpuRequest.Simulation simulation, String model, String video)
      implements Serializable {}

  /** A box in pixels of its frame. */
  record Box(long frame, int classId, float confidence, float x, float y, float width, float height)
      implements Serializable {}

  /** The answer of the process. */
  record Found(long frames, ArrayList<Box> boxes) implements Serializable {}

  public static void main(String[] args) throws Exception {
    ParentJvm parent = ParentJvm.connect(args);
    try {
      parent.answer(run(parent.order(Order.class)));
    } catch (EugeException e) {
      parent.fail(e);
      System.exit(1);
    }
  }

  private static Found run(Order order) {
    Model model = ModelReader.read(Path.of(order.model()));
    ArrayList<Box> boxes = new ArrayList<>();
    long frames = 0;
    try (SharedModels models =
            new SharedModels(GpuProcess.engine(order.simulation(), GpuOptions.DEFAULT));
        ModelLease lease =
            models.acquire(
                model, Device.parse(order.device()), EngineOptions.DEFAULT, SharingMode.PROCESS);
        Detector detector = new Detector(lease, DetectionOptions.DEFAULT);
        VideoReader video =
            VideoReader.open(
                Path.of(order.video()), DecodeOptions.DEFAULT.withSampling(Sampling.every(EVERY)));
        Detections found = detector.detect(video)) {
      while (frames < MOST_FRAMES && found.hasNext()) {
        FrameDetections frame = found.next();
        frame.detections().forEach(each -> boxes.add(box(frame.frame(), each)));
        frames++;
      }
    }
    return new Found(frames, boxes);
  }

  private static Box box(long frame, Detection found) {
    return new Box(
        frame,
        found.classId(),
        found.confidence(),
        found.x(),
        found.y(),
        found.width(),
        found.height());
  }
}
