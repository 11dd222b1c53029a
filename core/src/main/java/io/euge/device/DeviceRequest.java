package io.euge.device;

import io.euge.EugeException;
import java.io.Serializable;
import java.util.Optional;

/**
 * The device that a user asked for: one of its own ({@code cuda:1}), any of a kind ({@code cuda}),
 * or {@code auto}. Where it leads is known only in the process that runs the model.
 *
 * @param text {@code auto}, {@code cpu}, {@code cuda}, {@code cuda:N}, {@code sim} or {@code sim:N}
 */
public record DeviceRequest(String text) implements Serializable {
  /** A GPU if this process has one that works, else the processor. Never a simulated device. */
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
   * Reads {@code auto}, {@code cpu}, {@code cuda}, {@code cuda:N}, {@code sim} or {@code sim:N}.
   *
   * @throws EugeException if the text is none of these
   */
  public static DeviceRequest parse(String text) {
    return new DeviceRequest(text);
  }

  /** This very device. */
  public static DeviceRequest of(Device device) {
    return new DeviceRequest(device.toString());
  }

  /** What it must be; empty for {@code auto}. */
  public Optional<Device.Kind> kind() {
    return switch (text) {
      case "auto" -> Optional.empty();
      case "cuda" -> Optional.of(Device.Kind.CUDA);
      case "sim" -> Optional.of(Device.Kind.SIM);
      default -> device().map(Device::kind);
    };
  }

  /** The very one; empty if any of the kind will do. */
  public Optional<Device> device() {
    return switch (text) {
      case "auto", "cuda", "sim" -> Optional.empty();
      default -> Optional.of(Device.parse(text));
    };
  }

  /** As a user writes it. */
  @Override
  public String toString() {
    return text;
  }
}
