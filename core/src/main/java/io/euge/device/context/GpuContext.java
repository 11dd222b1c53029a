package io.euge.device.context;

import io.euge.device.Device;
import io.euge.device.gpu.GpuQueryResult;
import io.euge.device.gpu.GpuQueryResult.Reason;
import io.euge.device.gpu.GpuQueryResult.Unavailable;
import io.euge.device.gpu.VisibleGpus;
import io.euge.process.Program;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The GPUs of this process, resolved once before CUDA starts and passed down to engines, limits and
 * placement. An immutable value.
 *
 * @param host what the driver answered when the host's GPUs were queried
 * @param gpus this process's, in the order of their ordinals
 * @param addresses the device of each address that Spark assigned, as Spark wrote it
 * @param mps how this process reaches MPS
 * @param nvidiaSmi the program to query the driver with
 */
public record GpuContext(
    GpuQueryResult host,
    List<GpuBudget> gpus,
    Map<String, Device> addresses,
    MpsAttachment mps,
    Program nvidiaSmi) {
  /** A process whose GPUs were not resolved: engines take what is free on the device they name. */
  public static final GpuContext UNRESOLVED =
      new GpuContext(
          new Unavailable(Reason.FAILED, "The GPUs of this process were not resolved"),
          List.of(),
          Map.of(),
          MpsAttachment.none("the GPUs of this process were not resolved"),
          Program.named("nvidia-smi"));

  public GpuContext {
    gpus = List.copyOf(gpus);
    addresses = Map.copyOf(addresses);
  }

  /** Returns the devices of the GPUs. */
  public List<Device> devices() {
    return gpus.stream().map(GpuBudget::device).toList();
  }

  /** Returns the GPU of a device; empty if this process has none such. */
  public Optional<GpuBudget> gpu(Device device) {
    return gpus.stream().filter(gpu -> gpu.device().equals(device)).findFirst();
  }

  /** Returns the bytes that models and their runs may take of a device; empty if unknown. */
  public OptionalLong modelBytes(Device device) {
    return gpu(device).map(GpuBudget::modelBytes).orElse(OptionalLong.empty());
  }

  /** Returns the UUID of a device's GPU; empty if unknown. */
  public Optional<String> uuid(Device device) {
    return gpu(device).flatMap(GpuBudget::gpu).map(gpu -> gpu.uuid());
  }

  /** Returns why a process has no GPU that the driver of this host lists. */
  public static String absence(GpuQueryResult host) {
    return host instanceof Unavailable unavailable
        ? unavailable.message()
        : VisibleGpus.VARIABLE + " hides every GPU of this host from the process: unset it";
  }
}
