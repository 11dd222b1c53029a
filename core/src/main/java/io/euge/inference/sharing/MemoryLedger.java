package io.euge.inference.sharing;

import io.euge.ByteSize;
import io.euge.device.Device;
import io.euge.inference.MemoryEstimate;
import io.euge.model.Model;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What models take on each device: an estimate from before the load, corrected by the measurement
 * after it, remembered for the next load of the same graph. Guarded by the registry's lock.
 */
final class MemoryLedger {
  private final OptionalLong budget;
  private final Map<Device, Long> limits = new HashMap<>();
  private final Map<Device, Long> seenFree = new HashMap<>();
  private final Map<ResidentModel, Long> held = new HashMap<>();
  private final Map<SessionKey, Long> measured = new HashMap<>();
  private long bytes;
  private long peakBytes;

  MemoryLedger(OptionalLong budget) {
    this.budget = budget;
  }

  /** What a model will take: what it took last time, or an estimate. */
  long need(SessionKey key, Model model) {
    return measured.getOrDefault(shared(key), MemoryEstimate.of(model));
  }

  /** Where nobody has set a budget for all devices, this one has its own. */
  void limit(Device device, long bytes, OptionalLong free) {
    limits.put(device, bytes);
    free.ifPresent(seen -> seenFree.put(device, seen));
  }

  /** What models may take there. */
  OptionalLong limit(Device device) {
    Long own = limits.get(device);
    return budget.isPresent() || own == null ? budget : OptionalLong.of(own);
  }

  /** What the driver saw free, less what is held here since. */
  OptionalLong seenFree(Device device) {
    Long free = seenFree.get(device);
    return free == null ? OptionalLong.empty() : OptionalLong.of(free - used(device));
  }

  boolean fits(Device device, long need) {
    OptionalLong limit = limit(device);
    return limit.isEmpty() || used(device) + need <= limit.getAsLong();
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  boolean counts(ResidentModel model) {
    return held.containsKey(model);
  }

  void reserve(ResidentModel model, long need) {
    held.put(model, need);
    count(need);
  }

  /** The most ever measured counts: a later load may find memory that an earlier one left. */
  void correct(ResidentModel model, long measurement) {
    long took = measured.merge(shared(model.key), measurement, Math::max);
    count(took - held.put(model, took));
  }

  void free(ResidentModel model) {
    Long freed = held.remove(model);
    if (freed != null) {
      count(-freed);
    }
  }

  /** The models that take memory on a device, those being closed among them. */
  List<ResidentModel> models(Device device) {
    List<ResidentModel> models = new ArrayList<>();
    for (ResidentModel model : held.keySet()) {
      if (model.key.device().equals(device)) {
        models.add(model);
      }
    }
    return models;
  }

  long bytes(ResidentModel model) {
    return held.getOrDefault(model, 0L);
  }

  long bytes() {
    return bytes;
  }

  long peakBytes() {
    return peakBytes;
  }

  /** Why a model cannot be admitted, in one sentence. */
  String refusal(ResidentModel asking, long need) {
    Device device = asking.key.device();
    long limit = limit(device).orElseThrow();
    String key = "spark.euge.model.memory";
    String holding =
        models(device).stream()
            .sorted(
                Comparator.<ResidentModel, Long>comparing(held::get)
                    .reversed()
                    .thenComparing(model -> model.model.name()))
            .map(this::holder)
            .collect(Collectors.joining(", "));
    return "Cannot load model %s (about %s) on %s: %s free of %s=%s%s; %s or use fewer models at once"
        .formatted(
            asking.model.name(),
            ByteSize.mib(need),
            device,
            ByteSize.mib(Math.max(0, limit - used(device))),
            budget.isPresent() ? key : "this process's share of the GPU",
            ByteSize.mib(limit),
            holding.isEmpty() ? ", which holds no model yet" : ", held by " + holding,
            budget.isPresent() ? "raise " + key : "use fewer slots (spark.euge.gpu.slots)");
  }

  private String holder(ResidentModel model) {
    int leases = model.leases.get();
    return "%s (%s, %s)"
        .formatted(
            model.model.name(),
            ByteSize.mib(held.get(model)),
            model.loading() ? "loading" : leases == 1 ? "1 lease" : leases + " leases");
  }

  long used(Device device) {
    return models(device).stream().mapToLong(held::get).sum();
  }

  private void count(long more) {
    bytes += more;
    peakBytes = Math.max(peakBytes, bytes);
  }

  /** Private copies take what the shared one takes. */
  private static SessionKey shared(SessionKey key) {
    return new SessionKey(key.sha256(), key.device(), key.options(), 0);
  }
}
