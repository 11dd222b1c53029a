package io.euge.device.placement;

import io.euge.ByteSize;
import io.euge.device.placement.PlacementDecision.Reason;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Chooses a device for a model from the usage of each. Deterministic: equal inputs give equal
 * decisions.
 *
 * <p>While a device has a copy no second one is made there, and no other device gets one before all
 * that hold it are full: each copy takes memory, and batches fill where tasks are together.
 */
final class Placement {
  private static final Comparator<DeviceUsage> LEAST_LOADED =
      Comparator.comparingInt(DeviceUsage::tasks)
          .thenComparing(Comparator.comparingLong(DeviceUsage::free).reversed());

  private final PlacementRequest request;
  private final List<DeviceUsage> usages;
  private final PlacementRules rules;
  private final long turn;

  private Placement(
      PlacementRequest request, List<DeviceUsage> usages, PlacementRules rules, long turn) {
    this.request = request;
    this.usages = usages;
    this.rules = rules;
    this.turn = turn;
  }

  /**
   * @param usages at least one; the first of equals is taken
   * @param turn number of placements before this one
   * @throws PlacementException if the model fits on none
   */
  static PlacementDecision choose(
      PlacementRequest request, List<DeviceUsage> usages, PlacementRules rules, long turn) {
    return new Placement(request, usages, rules, turn).choose();
  }

  private PlacementDecision choose() {
    if (usages.size() == 1) {
      // The loader waits for copies being closed, and refuses the load if it still does not fit.
      return decision(usages.get(0), Reason.ONLY, "the only device");
    }
    Optional<DeviceUsage> assigned =
        usages.stream()
            .filter(usage -> request.assigned().equals(Optional.of(usage.device())))
            .findFirst();
    if (rules.policy() == Policy.SPARK && assigned.isPresent()) {
      return assigned(assigned.get());
    }
    List<DeviceUsage> fitting =
        usages.stream().filter(usage -> usage.fits(request.bytes())).toList();
    List<DeviceUsage> holders =
        usages.stream().filter(usage -> usage.resident() && !request.dedicated()).toList();
    if (holders.isEmpty()) {
      if (fitting.isEmpty()) {
        throw refusal(usages);
      }
      DeviceUsage first = pick(fitting);
      return request.dedicated()
          ? decision(first, Reason.DEDICATED, "which gets a copy for the task alone")
          : decision(first, Reason.FIRST, "which gets the first copy");
    }
    List<DeviceUsage> quiet =
        holders.stream().filter(usage -> usage.tasks() < rules.spreadAt()).toList();
    if (!quiet.isEmpty()) {
      return decision(pick(quiet), Reason.RESIDENT, "which holds a copy");
    }
    int fewest = holders.stream().mapToInt(DeviceUsage::tasks).min().orElseThrow();
    List<DeviceUsage> others =
        fitting.stream().filter(usage -> !usage.resident() && usage.tasks() < fewest).toList();
    String full =
        "as each device with a copy has %d tasks or more (%s)"
            .formatted(
                rules.spreadAt(),
                holders.stream()
                    .map(usage -> usage.device() + " " + usage.tasks())
                    .collect(Collectors.joining(", ")));
    return others.isEmpty()
        ? decision(
            pick(holders), Reason.SATURATED, "which holds a copy, " + full + " and no other can")
        : decision(pick(others), Reason.SPREAD, "which gets a copy too, " + full);
  }

  private PlacementDecision assigned(DeviceUsage assigned) {
    boolean shares = assigned.resident() && !request.dedicated();
    if (!shares && !assigned.fits(request.bytes())) {
      throw refusal(List.of(assigned));
    }
    return decision(assigned, Reason.ASSIGNED, "which Spark gave the task");
  }

  private DeviceUsage pick(List<DeviceUsage> among) {
    return rules.policy() == Policy.ROUND_ROBIN
        ? among.get((int) Math.floorMod(turn, (long) among.size()))
        : among.stream().min(LEAST_LOADED).orElseThrow();
  }

  private PlacementDecision decision(DeviceUsage usage, Reason reason, String why) {
    String others =
        usages.stream()
            .filter(other -> !other.device().equals(usage.device()))
            .map(DeviceUsage::describe)
            .collect(Collectors.joining(", "));
    return new PlacementDecision(
        usage.device(),
        reason,
        "Model %s (%s) goes to %s, %s%s%s"
            .formatted(
                request.model(),
                ByteSize.mib(request.bytes()),
                usage.describe(),
                why,
                reason == Reason.ONLY || reason == Reason.ASSIGNED ? "" : ", by " + rules.policy(),
                others.isEmpty() ? "" : "; the others: " + others));
  }

  private PlacementException refusal(List<DeviceUsage> tried) {
    return new PlacementException(
        "Cannot place model %s: a copy takes about %s, and there is no room on %s; use fewer slots or fewer models at once, or raise spark.euge.model.memory if it is set"
            .formatted(
                request.model(),
                ByteSize.mib(request.bytes()),
                tried.stream().map(DeviceUsage::describe).collect(Collectors.joining(" nor "))));
  }
}
