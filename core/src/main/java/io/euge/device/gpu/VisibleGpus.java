package io.euge.device.gpu;

import io.euge.EugeException;
import io.euge.device.Device;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The GPUs of one process, and the variable that hides the others from it.
 *
 * @param gpus in the order of their ordinals
 * @param addresses the device of each address that Spark assigned, as it wrote it
 * @param variable what {@link #VARIABLE} must become before CUDA starts, so that CUDA sees these
 *     alone and counts them so; empty if it stays
 */
public record VisibleGpus(
    List<VisibleGpu> gpus, Map<String, Device> addresses, Optional<String> variable) {
  /** By this variable CUDA sees some GPUs only, and counts them in this order. */
  public static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

  /** None. */
  public static final VisibleGpus NONE = new VisibleGpus(List.of(), Map.of(), Optional.empty());

  public VisibleGpus {
    gpus = List.copyOf(gpus);
    addresses = Map.copyOf(addresses);
  }

  /** Returns the devices of the GPUs. */
  public List<Device> devices() {
    return gpus.stream().map(VisibleGpu::device).toList();
  }

  /**
   * Returns the GPUs that addresses name: slots, UUIDs or indices. Without addresses, all that are
   * listed.
   *
   * @param kind what the process's engine takes them for
   * @param seen the host's; none if they are unavailable
   * @param inherited the value of {@link #VARIABLE} that the process was started with, whose
   *     indices are taken for those of {@code nvidia-smi}: what it hides stays hidden; empty if it
   *     has none
   * @throws EugeException if an address names none of those that are seen, or one that the variable
   *     hides
   */
  public static VisibleGpus of(
      Device.Kind kind, List<String> addresses, List<Gpu> seen, Optional<String> inherited) {
    Set<String> wanted = new LinkedHashSet<>();
    if (addresses.isEmpty()) {
      seen.stream().filter(gpu -> !gpu.divided()).forEach(gpu -> wanted.add(gpu.uuid()));
    }
    addresses.forEach(address -> wanted.add(uuid(address, seen)));
    if (wanted.isEmpty() && inherited.isEmpty()) {
      return NONE;
    }
    List<String> order =
        inherited.map(text -> ofVariable(text, seen)).orElseGet(() -> List.copyOf(wanted));
    boolean all = addresses.isEmpty();
    List<VisibleGpu> visible = new ArrayList<>();
    Map<String, Device> ofAddress = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    for (String name : order) {
      if (all || wanted.contains(name)) {
        Device device = new Device(kind, names.size());
        names.add(name);
        visible.add(new VisibleGpu(device, named(name, seen)));
        addresses.stream()
            .filter(address -> uuid(address, seen).equals(name))
            .forEach(address -> ofAddress.put(address, device));
      }
    }
    if (ofAddress.size() < Set.copyOf(addresses).size()) {
      throw new EugeException(
          "Spark gave this process the GPUs %s, and %s=%s hides some of them: take the variable out of the executors' environment"
              .formatted(addresses, VARIABLE, inherited.orElse("")));
    }
    // The daemon of MPS counts its GPU from 0, so an index that was inherited would miss it.
    Optional<String> variable =
        Optional.of(String.join(",", names))
            .filter(
                text -> inherited.isEmpty() || !(names.isEmpty() || text.equals(inherited.get())));
    return new VisibleGpus(visible, ofAddress, variable);
  }

  /** Returns the UUID, or the address as given where the driver lists no such GPU. */
  private static String uuid(String address, List<Gpu> seen) {
    String name = address.contains("::") ? GpuSlot.parse(address).uuid() : address.strip();
    Optional<Gpu> gpu = named(name, seen);
    // The instances of a divided GPU are not in the driver's table.
    if (gpu.isEmpty() && !seen.isEmpty() && !name.startsWith("MIG-")) {
      throw new EugeException(
          "Spark gave this process the GPU '%s', and this host has %s: let `euge gpus discover` or io.euge.spark.GpuSlotsDiscovery find the addresses"
              .formatted(
                  address,
                  seen.stream()
                      .map(one -> one.index() + " (" + one.uuid() + ")")
                      .collect(Collectors.joining(", "))));
    }
    return gpu.map(Gpu::uuid).orElse(name);
  }

  private static Optional<Gpu> named(String name, List<Gpu> seen) {
    return seen.stream().filter(gpu -> gpu.isCalled(name)).findFirst();
  }

  /** CUDA takes indices and beginnings of UUIDs, and stops at the first that is neither. */
  private static List<String> ofVariable(String text, List<Gpu> seen) {
    List<String> names = new ArrayList<>();
    for (String entry : text.split(",", -1)) {
      String name = entry.strip();
      if (!name.matches("\\d+|(GPU|MIG)-.+")) {
        break;
      }
      names.add(
          seen.stream()
              // By an index CUDA takes an instance of it; whether by the UUID too is not known.
              .filter(gpu -> !gpu.divided())
              .filter(gpu -> gpu.isCalled(name) || gpu.uuid().startsWith(name))
              .findFirst()
              .map(Gpu::uuid)
              .orElse(name));
    }
    return names;
  }
}
