package io.euge.spark.conf;

import io.euge.detection.DetectionOptions;
import io.euge.device.Device;
import io.euge.device.DeviceRequest;
import io.euge.inference.Batching;
import io.euge.inference.EngineType;
import io.euge.inference.Precision;
import io.euge.inference.sharing.SharingMode;
import java.io.Serializable;
import java.util.Optional;

/**
 * Settings of detection.
 *
 * @param model what the user typed for the model; null when none was given
 * @param device the device that was asked for; a task resolves it where it runs
 * @param engine what runs the model on the CPU
 * @param precision what the CPU computes in
 * @param batch frames a task hands to the network at once; {@link ReaderOptions#AUTO} leaves it to
 *     the device
 * @param prefetch batches decoded ahead in a thread of their own; {@link ReaderOptions#AUTO} leaves
 *     it to the device
 * @param compiled whether the CPU's sessions map the host's compiled model
 * @param batching when frames of different tasks are run together
 * @param crops the column with the pixels of boxes
 * @param uiFrames whether Spark's UI shows pictures of running tasks
 */
public record DetectionSettings(
    String model,
    DetectionOptions detection,
    DeviceRequest device,
    EngineType engine,
    Precision precision,
    SharingMode sharing,
    int batch,
    int prefetch,
    boolean compiled,
    Batching batching,
    CropSettings crops,
    boolean uiFrames)
    implements Serializable {
  public static final ConfigEntry<Boolean> UI_FRAMES =
      ConfigEntry.of(
          ConfigGroup.DETECTION,
          "ui-frames",
          ValueType.BOOLEAN,
          "false",
          "Show frames of running tasks, with their boxes, in Spark's UI, to all who may see it;"
              + " they are not blurred");

  static final ConfigEntry<Boolean> CONTENT_HASH_ENTRY =
      ConfigEntry.of(
          ConfigGroup.DETECTION,
          "content-hash",
          ValueType.BOOLEAN,
          "false",
          "Add the SHA-256 of the video's file to that column; each process reads the file once"
              + " more for it");

  /** Reads a reader's settings; the parser keeps what is wrong. */
  public static DetectionSettings of(ConfParser parser) {
    return new DetectionSettings(
        parser.value(ReaderOptions.MODEL).orElse(null),
        detection(parser),
        device(parser),
        parser.value(EngineEntries.ENGINE),
        precision(parser),
        parser.value(ReaderOptions.SHARING),
        parser.value(ReaderOptions.BATCH),
        parser.value(ReaderOptions.PREFETCH),
        parser.value(ReaderOptions.COMPILED),
        new Batching(
            parser.value(ReaderOptions.BATCHING),
            parser.value(ReaderOptions.MAX_BATCH),
            parser.value(ReaderOptions.BATCH_DELAY)),
        CropSettings.of(parser),
        parser.value(UI_FRAMES));
  }

  /** Returns whether the hash of a video's file is wanted; the parser keeps what is wrong. */
  public static boolean contentHash(ConfParser parser) {
    boolean wanted = parser.value(ReaderOptions.CONTENT_HASH);
    if (wanted && !parser.value(ReaderOptions.PROVENANCE)) {
      parser.error(
          "content-hash is 'true', and provenance, the column for it, is 'false': leave out one of them");
    }
    return wanted;
  }

  private static DeviceRequest device(ConfParser parser) {
    DeviceRequest device = parser.value(ReaderOptions.DEVICE);
    if (device.kind().equals(Optional.of(Device.Kind.SIM))
        && !parser.isSet(ClusterSettings.SIM_PARAMETERS)) {
      parser.error("device is '%s', a simulated GPU: %s".formatted(device, SimSettings.remedy()));
    }
    EngineType engine = parser.value(EngineEntries.ENGINE);
    if (engine == EngineType.ONNXRUNTIME) {
      return device;
    }
    if (device.kind().filter(kind -> kind != Device.Kind.CPU).isPresent()) {
      parser.error(
          "engine is '%s', which runs on the CPU, and device is '%s': give device cpu, or engine onnxruntime"
              .formatted(engine.option(), device));
    }
    // Of the devices that auto stands for, the engine has this one.
    return DeviceRequest.of(Device.CPU);
  }

  private static Precision precision(ConfParser parser) {
    Precision precision = parser.value(EngineEntries.PRECISION);
    EngineType engine = parser.value(EngineEntries.ENGINE);
    if (precision != Precision.F32 && engine == EngineType.ONNXRUNTIME) {
      parser.error(
          "precision is '%s', and engine is '%s', which computes as the graph says: give engine openvino, or precision f32"
              .formatted(precision.option(), engine.option()));
    }
    return precision;
  }

  private static DetectionOptions detection(ConfParser parser) {
    return new DetectionOptions(
        parser.value(ReaderOptions.CONFIDENCE),
        parser.value(ReaderOptions.IOU),
        parser.value(ReaderOptions.CLASSES),
        parser.value(ReaderOptions.NMS),
        parser.value(ReaderOptions.MAX_DETECTIONS));
  }

  /**
   * Returns how many batches are decoded ahead on a device: on a CPU decoding would only take time
   * from inference.
   */
  public int prefetch(Device device) {
    return prefetch != ReaderOptions.AUTO ? prefetch : device.accelerator() ? 2 : 0;
  }

  /**
   * Returns how many frames a task hands over at once. On an accelerator a full run, for there one
   * frame costs nearly as much as several.
   */
  public int batch(Device device) {
    return batch != ReaderOptions.AUTO ? batch : device.accelerator() ? batching.maxBatch() : 1;
  }
}
