package io.euge.inference.sharing;

import io.euge.ByteSize;
import io.euge.device.Device;
import java.util.Comparator;
import java.util.stream.Collectors;

/** Explains why a copy does not fit the memory of its device. */
final class AdmissionRefusal {
  private static final String KEY = "spark.euge.model.memory";

  private AdmissionRefusal() {}

  /** Returns the explanation in one sentence, with the sum and what can be done. */
  static String describe(ModelCopy refused, long need, DeviceMemory memory) {
    Device device = refused.key.device();
    long limit = memory.limit(device).orElseThrow();
    boolean configured = memory.limitIsForAll();
    String users =
        memory.copies(device).stream()
            .sorted(
                Comparator.<ModelCopy, Long>comparing(memory::bytes)
                    .reversed()
                    .thenComparing(copy -> copy.model.name()))
            .map(copy -> describe(copy, memory))
            .collect(Collectors.joining(", "));
    return "Cannot load model %s (about %s) on %s: %s free of %s=%s%s; %s or use fewer models at once"
        .formatted(
            refused.model.name(),
            ByteSize.mib(need),
            device,
            ByteSize.mib(Math.max(0, limit - memory.used(device))),
            configured ? KEY : "this process's share of the GPU",
            ByteSize.mib(limit),
            users.isEmpty() ? ", which holds no model yet" : ", held by " + users,
            configured ? "raise " + KEY : "use fewer slots (spark.euge.gpu.slots)");
  }

  private static String describe(ModelCopy copy, DeviceMemory memory) {
    int leases = copy.leases.get();
    return "%s (%s, %s)"
        .formatted(
            copy.model.name(),
            ByteSize.mib(memory.bytes(copy)),
            copy.loading() ? "loading" : leases == 1 ? "1 lease" : leases + " leases");
  }
}
