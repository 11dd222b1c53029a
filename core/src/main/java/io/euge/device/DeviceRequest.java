package io.euge.device;

import io.euge.EugeException;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;

/**
 * The device that a user requests: an exact one ({@code cuda:1}), any of a kind ({@code cuda}), or
 * {@code auto}. It is resolved only in the process that runs the model.
 *
 * @param text {@code auto}, {@code cpu}, {@code cuda}, {@code cuda:N}, {@code sim} or {@code sim:N}
 */
public record DeviceRequest(String text) implements Serializable {
  /** A GPU if this process has one that works, else the CPU. Never a simulated device. */
  public static final DeviceRequest AUTO = new DeviceRequest("auto");

  /**
   * @throws EugeException if the text is none of these
   */
  public DeviceRequest {
    switch (text) {
      case "auto", "cuda", "sim" -> {}
      default -> text = Device.parse(text).toString();
    }
  }

  /**
   * Reads {@code auto}, {@code cpu}, {@code cuda}, {@code cuda:N}, {@code sim} or {@code sim:N}, in
   * any case.
   *
   * @throws EugeException if the text is none of these
   */
  public static DeviceRequest parse(String text) {
    return new DeviceRequest(text.toLowerCase(Locale.ROOT));
  }

  /** Returns a request for exactly this device. */
  public static DeviceRequest of(Device device) {
    return new DeviceRequest(device.toString());
  }

  /** Returns the kind that the device must have; empty for {@code auto}. */
  public Optional<Device.Kind> kind() {
    return switch (text) {
      case "auto" -> Optional.empty();
      case "cuda" -> Optional.of(Device.Kind.CUDA);
      case "sim" -> Optional.of(Device.Kind.SIM);
      default -> device().map(Device::kind);
    };
  }

  /** Returns the exact device; empty if any of the kind will do. */
  public Optional<Device> device() {
    return switch (text) {
      case "auto", "cuda", "sim" -> Optional.empty();
      default -> Optional.of(Device.parse(text));
    };
  }

  /** Returns the text that a user writes. */
  @Override
  public String toString() {
    return text;
  }
}
