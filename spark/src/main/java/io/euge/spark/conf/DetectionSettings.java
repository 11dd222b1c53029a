package io.euge.spark.conf;

import io.euge.EugeException;
import io.euge.detection.DetectionOptions;
import io.euge.device.Device;
import io.euge.device.DeviceRequest;
import io.euge.inference.Batching;
import io.euge.inference.sharing.SharingMode;
import java.io.Serializable;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.spark.network.util.JavaUtils;

/**
 * How to detect.
 *
 * @param model what the user typed for the model; null when none was given
 * @param wish the device asked for; it becomes one where a task runs
 * @param batch frames a task hands to the network at once
 * @param ahead batches decoded ahead in a thread of their own; {@link #AUTO} leaves it to the
 *     device
 * @param compiled whether the CPU's sessions map the host's compiled model
 * @param batching when frames of different tasks are run together
 */
public record DetectionSettings(
    String model,
    DetectionOptions detection,
    DeviceRequest wish,
    SharingMode sharing,
    int batch,
    int ahead,
    boolean compiled,
    Batching batching)
    implements Serializable {
  /** As many batches ahead as the device gains from. */
  static final int AUTO = -1;

  /** Takes its part of the options; what is wrong is kept there. */
  public static DetectionSettings of(Options options) {
    return new DetectionSettings(
        options.text(Option.MODEL),
        detection(options),
        wish(options),
        options.value(Option.SHARING, DetectionSettings::sharing, SharingMode.PROCESS),
        options.value(Option.BATCH, Options::positive, 1),
        options.value(Option.PREFETCH, DetectionSettings::ahead, AUTO),
        options.flag(Option.COMPILED),
        batching(options));
  }

  private static DeviceRequest wish(Options options) {
    DeviceRequest wish = options.value(Option.DEVICE, DeviceRequest::parse, DeviceRequest.AUTO);
    if (wish.kind().equals(Optional.of(Device.Kind.SIM))
        && !options.isSet(SimSettings.PARAMETERS)) {
      options.wrong("device is '%s', a simulated GPU: %s".formatted(wish, SimSettings.remedy()));
    }
    return wish;
  }

  private static DetectionOptions detection(Options options) {
    List<String> classes =
        Arrays.stream(options.text(Option.CLASSES).split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    float confidence =
        options.value(Option.CONFIDENCE, Float::valueOf, DetectionOptions.DEFAULT.confidence());
    float iou = options.value(Option.IOU, Float::valueOf, DetectionOptions.DEFAULT.iou());
    try {
      return new DetectionOptions(confidence, iou, classes);
    } catch (EugeException e) {
      options.wrong(e.getMessage());
      return DetectionOptions.DEFAULT;
    }
  }

  private static Batching batching(Options options) {
    return new Batching(
        options.value(Option.BATCHING, DetectionSettings::when, Batching.DEFAULT.when()),
        options.value(Option.MAX_BATCH, Options::positive, Batching.DEFAULT.maxBatch()),
        options.value(Option.BATCH_DELAY, DetectionSettings::delay, Batching.DEFAULT.maxDelay()));
  }

  private static SharingMode sharing(String value) {
    return SharingMode.valueOf(value.toUpperCase(Locale.ROOT));
  }

  private static int ahead(String value) {
    return switch (value) {
      case "auto" -> AUTO;
      case "0" -> 0;
      default -> Options.positive(value);
    };
  }

  /** Batches decoded ahead for a device: decoding would only take the processor from inference. */
  public int prefetch(Device device) {
    return ahead != AUTO ? ahead : device.accelerator() ? 2 : 0;
  }

  private static Batching.When when(String value) {
    return value.equals("auto")
        ? Batching.When.ACCELERATOR
        : Batching.When.valueOf(value.toUpperCase(Locale.ROOT));
  }

  private static Duration delay(String value) {
    long microseconds = JavaUtils.timeStringAs(value, TimeUnit.MICROSECONDS);
    if (microseconds < 0) {
      throw new IllegalArgumentException(value);
    }
    return Duration.of(microseconds, ChronoUnit.MICROS);
  }
}
