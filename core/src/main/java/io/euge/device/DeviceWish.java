package io.euge.device;

import io.euge.EugeException;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;

/**
 * The device that a user asked for: one of its own ({@code cuda:1}), any of a kind ({@code cuda}),
 * or {@code auto}. Where it leads is known only in the process that runs the model.
 *
 * @param kind empty for {@code auto}
 * @param device the very one; empty if any of the kind will do
 */
public record DeviceWish(Optional<Device.Kind> kind, Optional<Device> device)
    implements Serializable {
  /** A GPU if this process has one that works, else the processor. Never a simulated device. */
  public static final DeviceWish AUTO = new DeviceWish(Optional.empty(), Optional.empty());

  /**
   * Reads {@code auto}, {@code cpu}, {@code cuda}, {@code cuda:N}, {@code sim} or {@code sim:N}.
   *
   * @throws EugeException if the text is none of these
   */
  public static DeviceWish parse(String text) {
    return switch (text) {
      case "auto" -> AUTO;
      case "cuda" -> any(Device.Kind.CUDA);
      case "sim" -> any(Device.Kind.SIM);
      default -> of(Device.parse(text));
    };
  }

  /** This very device. */
  public static DeviceWish of(Device device) {
    return new DeviceWish(Optional.of(device.kind()), Optional.of(device));
  }

  private static DeviceWish any(Device.Kind kind) {
    return new DeviceWish(Optional.of(kind), Optional.empty());
  }

  /** As a user writes it. */
  @Override
  public String toString() {
    return device
        .map(Device::toString)
        .or(() -> kind.map(any -> any.name().toLowerCase(Locale.ROOT)))
        .orElse("auto");
  }
}
