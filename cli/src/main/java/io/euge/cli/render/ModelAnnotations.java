package io.euge.cli.render;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.detection.DetectionFields;
import io.euge.detection.DetectionOptions;
import io.euge.detection.FrameDetections;
import io.euge.detection.pipeline.Detections;
import io.euge.detection.pipeline.Detector;
import io.euge.device.Device;
import io.euge.device.DeviceRequest;
import io.euge.inference.EngineOptions;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.inference.onnxruntime.cuda.Cuda;
import io.euge.inference.sharing.ModelLease;
import io.euge.inference.sharing.SharedModels;
import io.euge.inference.sharing.SharingMode;
import io.euge.model.Model;
import io.euge.rendering.FrameAnnotations;
import io.euge.video.DecodeOptions;
import io.euge.video.decode.VideoReader;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Annotates the frames of a video with a model's detections. It decodes the video a second time, in
 * step with the caller. Not thread-safe.
 */
final class ModelAnnotations implements FrameAnnotations.Source, AutoCloseable {
  private final RenderingRules rules;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final VideoReader video;
  private final Detections detections;
  private FrameDetections current;

  /**
   * Loads a model and opens a video before its first frame.
   *
   * @throws EugeException if the device, the model or the video cannot be used
   */
  ModelAnnotations(
      Path file, Model model, DeviceRequest device, RenderingRules rules, DecodeOptions options) {
    this.rules = rules;
    boolean opened = false;
    try {
      SharedModels models = opened(new SharedModels(new OnnxRuntimeEngine()));
      EngineOptions engine =
          EngineOptions.DEFAULT.withIntraOpThreads(Runtime.getRuntime().availableProcessors());
      ModelLease lease =
          opened(models.acquire(model, resolve(device), engine, SharingMode.PROCESS));
      DetectionOptions wanted =
          new DetectionOptions(
              (float) rules.confidence(), DetectionOptions.DEFAULT.iou(), List.of());
      Detector detector = opened(new Detector(lease, wanted, DetectionFields.ALL_OUTPUTS, 1, 0));
      video = opened(VideoReader.open(file, options));
      detections = opened(detector.detect(video));
      opened = true;
    } finally {
      if (!opened) {
        close();
      }
    }
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }

  private static Device resolve(DeviceRequest request) {
    Optional<Device.Kind> kind = request.kind();
    if (kind.equals(Optional.of(Device.Kind.SIM))) {
      throw new OptionException("--device is '" + request + "': give auto, cpu, cuda or cuda:N");
    }
    if (kind.equals(Optional.of(Device.Kind.CPU))) {
      return Device.CPU;
    }
    Optional<String> fault = Cuda.fault();
    if (fault.isPresent() && kind.isPresent()) {
      throw new EugeException(fault.get());
    }
    return fault.isPresent()
        ? Device.CPU
        : request.device().orElse(new Device(Device.Kind.CUDA, 0));
  }

  /**
   * A frame without detections by the model is blurred as a whole if any class is to be blurred.
   */
  @Override
  public FrameAnnotations of(long frame, double seconds, int width, int height) {
    while ((current == null || current.frame() < frame) && detections.hasNext()) {
      current = detections.next();
    }
    if (current != null && current.frame() == frame) {
      return rules.annotations(current.detections());
    }
    return new FrameAnnotations(
        List.of(),
        List.of(),
        rules.blurred().isEmpty()
            ? List.of()
            : List.of(new Rectangle2D.Double(0, 0, width, height)));
  }

  @Override
  public void close() {
    RuntimeException failure = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        failure = failure == null ? new EugeException("Cannot close the model", e) : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
