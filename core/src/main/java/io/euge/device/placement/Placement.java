package io.euge.device.placement;

import io.euge.device.placement.PlacementDecision.Reason;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Chooses a device for a model from what each holds. The same question has the same answer.
 *
 * <p>While a device has a copy no second one is made there, and no other device gets one before all
 * that hold it are full: each copy takes memory, and batches fill where tasks are together.
 */
final class Placement {
  private static final Comparator<DeviceLoad> LEAST_LOADED =
      Comparator.comparingInt(DeviceLoad::tasks)
          .thenComparing(Comparator.comparingLong(DeviceLoad::room).reversed());

  private final PlacementRequest ask;
  private final List<DeviceLoad> loads;
  private final Rules rules;
  private final long turn;

  private Placement(PlacementRequest ask, List<DeviceLoad> loads, Rules rules, long turn) {
    this.ask = ask;
    this.loads = loads;
    this.rules = rules;
    this.turn = turn;
  }

  /**
   * @param loads at least one; of equals the first is taken
   * @param turn how often something was placed before
   * @throws PlacementException if the model fits on none
   */
  static PlacementDecision choose(
      PlacementRequest ask, List<DeviceLoad> loads, Rules rules, long turn) {
    return new Placement(ask, loads, rules, turn).choose();
  }

  private PlacementDecision choose() {
    if (loads.size() == 1) {
      // Whoever loads it waits for what is just being closed, and refuses it if need be.
      return choice(loads.get(0), Reason.ONLY, "the only device");
    }
    Optional<DeviceLoad> told =
        loads.stream().filter(load -> ask.told().equals(Optional.of(load.device()))).findFirst();
    if (rules.policy() == Policy.SPARK && told.isPresent()) {
      return told(told.get());
    }
    List<DeviceLoad> fitting = loads.stream().filter(load -> load.fits(ask.bytes())).toList();
    List<DeviceLoad> holders = loads.stream().filter(load -> load.holds() && !ask.own()).toList();
    if (holders.isEmpty()) {
      if (fitting.isEmpty()) {
        throw refusal(loads);
      }
      DeviceLoad first = pick(fitting);
      return ask.own()
          ? choice(first, Reason.OWN, "which gets a copy for the task alone")
          : choice(first, Reason.FIRST, "which gets the first copy");
    }
    List<DeviceLoad> quiet =
        holders.stream().filter(load -> load.tasks() < rules.spreadAt()).toList();
    if (!quiet.isEmpty()) {
      return choice(pick(quiet), Reason.HELD, "which holds a copy");
    }
    int fewest = holders.stream().mapToInt(DeviceLoad::tasks).min().orElseThrow();
    List<DeviceLoad> others =
        fitting.stream().filter(load -> !load.holds() && load.tasks() < fewest).toList();
    String full =
        "as each that holds one has %d tasks or more (%s)"
            .formatted(
                rules.spreadAt(),
                holders.stream()
                    .map(load -> load.device() + " " + load.tasks())
                    .collect(Collectors.joining(", ")));
    return others.isEmpty()
        ? choice(pick(holders), Reason.CROWDED, "which holds a copy, " + full + " and no other can")
        : choice(pick(others), Reason.SPREAD, "which gets a copy too, " + full);
  }

  private PlacementDecision told(DeviceLoad told) {
    boolean shares = told.holds() && !ask.own();
    if (!shares && !told.fits(ask.bytes())) {
      throw refusal(List.of(told));
    }
    return choice(told, Reason.TOLD, "which Spark gave the task");
  }

  private DeviceLoad pick(List<DeviceLoad> among) {
    return rules.policy() == Policy.ROUND_ROBIN
        ? among.get((int) Math.floorMod(turn, (long) among.size()))
        : among.stream().min(LEAST_LOADED).orElseThrow();
  }

  private PlacementDecision choice(DeviceLoad load, Reason reason, String why) {
    String others =
        loads.stream()
            .filter(other -> !other.device().equals(load.device()))
            .map(DeviceLoad::inWords)
            .collect(Collectors.joining(", "));
    return new PlacementDecision(
        load.device(),
        reason,
        "Model %s (%s) goes to %s, %s%s%s"
            .formatted(
                ask.model(),
                DeviceLoad.mebibytes(ask.bytes()),
                load.inWords(),
                why,
                reason == Reason.ONLY || reason == Reason.TOLD ? "" : ", by " + rules.policy(),
                others.isEmpty() ? "" : "; the others: " + others));
  }

  private PlacementException refusal(List<DeviceLoad> tried) {
    return new PlacementException(
        "Cannot place model %s: a copy takes about %s, and there is no room on %s; use fewer slots or fewer models at once, or raise spark.euge.model.memory if it is set"
            .formatted(
                ask.model(),
                DeviceLoad.mebibytes(ask.bytes()),
                tried.stream().map(DeviceLoad::inWords).collect(Collectors.joining(" nor "))));
  }
}
