package io.euge.spark.executor;

import io.euge.EugeException;
import io.euge.device.Device;
import io.euge.device.DeviceRequest;
import io.euge.device.context.GpuContext;
import io.euge.device.gpu.GpuQueryResult.Available;
import io.euge.device.mps.MpsFault;
import io.euge.spark.conf.ClusterSettings;
import io.euge.spark.conf.SimSettings;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Determines the devices of this process that a request may use. The first request for an
 * accelerator resolves the GPUs and starts CUDA.
 */
final class ExecutorDevices {
  private static final Logger LOG = LoggerFactory.getLogger(ExecutorDevices.class);

  private final GpuContextResolver gpus;
  private final CudaStart cuda;
  private List<Device> automatic;

  ExecutorDevices(GpuContextResolver gpus, CudaStart cuda) {
    this.gpus = gpus;
    this.cuda = cuda;
  }

  /**
   * Returns the devices that fulfill a request, at least one.
   *
   * @throws EugeException if this process has none such, with what is missing
   */
  List<Device> candidates(DeviceRequest request) {
    if (request.kind().isEmpty()) {
      return automatic();
    }
    List<Device> all =
        switch (request.kind().get()) {
          case CPU -> List.of(Device.CPU);
          case CUDA -> real();
          case SIM -> simulated(request);
        };
    if (request.device().isEmpty()) {
      return all;
    }
    if (!all.contains(request.device().get())) {
      throw new EugeException(
          "This process has no device %s, but %s: give one of these, or cuda, which is any"
              .formatted(request, all));
    }
    return List.of(request.device().get());
  }

  private synchronized List<Device> automatic() {
    if (gpus.kind() == Device.Kind.SIM) {
      return List.of(Device.CPU);
    }
    if (automatic == null) {
      boolean hasGpu = true;
      try {
        GpuContext context = gpus.resolve();
        hasGpu = context.host() instanceof Available;
        automatic = cuda.devices(context);
      } catch (EugeException e) {
        if (gpus.requiresMps()) {
          throw e;
        }
        if (hasGpu) {
          LOG.warn("The CPU is used though this host has a GPU: {}", e.getMessage());
        } else {
          LOG.info("The CPU is used: {}", e.getMessage());
        }
        if (MpsFault.in(e).isPresent()) {
          // What MPS refuses now it may grant to the next task.
          return List.of(Device.CPU);
        }
        automatic = List.of(Device.CPU);
      }
    }
    return automatic;
  }

  private List<Device> real() {
    if (gpus.kind() == Device.Kind.SIM) {
      throw new EugeException(
          "This process's GPUs are simulated ("
              + ClusterSettings.SIM_PARAMETERS.key()
              + " is set): give device sim");
    }
    return cuda.demand(gpus.resolve());
  }

  /** Where no GPU is listed there is one, so that the simulation runs on any machine. */
  private List<Device> simulated(DeviceRequest request) {
    if (gpus.kind() != Device.Kind.SIM) {
      throw new EugeException(
          "There is no simulated device %s: %s".formatted(request, SimSettings.remedy()));
    }
    List<Device> devices = gpus.resolve().devices();
    return devices.isEmpty() ? List.of(new Device(Device.Kind.SIM, 0)) : devices;
  }
}
