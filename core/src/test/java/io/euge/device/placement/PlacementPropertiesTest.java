package io.euge.device.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.device.Device;
import io.euge.device.placement.PlacementDecision.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What resident for any devices, tasks and policies. */
class PlacementPropertiesTest {
  private static final int SPREAD_AT = 4;

  @Property
  void aPlacementIsAllowedAndWhereNoneIsNoneIsMade(
      @ForAll("requests") PlacementRequest request,
      @ForAll("devices") List<DeviceUsage> usages,
      @ForAll Policy policy,
      @ForAll long turn) {
    PlacementRules rules = new PlacementRules(policy, SPREAD_AT);
    Optional<PlacementDecision> decision = choose(request, usages, rules, turn);
    assertThat(choose(request, usages, rules, turn)).isEqualTo(decision);

    boolean assigned = policy == Policy.SPARK && request.assigned().isPresent();
    if (decision.isEmpty()) {
      assertThat(usages)
          .filteredOn(usage -> !assigned || usage.device().equals(request.assigned().get()))
          .noneMatch(usage -> shared(request, usage) || usage.fits(request.bytes()));
      return;
    }
    DeviceUsage chosen = of(decision.get().device(), usages);
    assertThat(decision.get().explanation()).contains(request.model(), chosen.device().toString());
    if (assigned) {
      assertThat(chosen.device()).isEqualTo(request.assigned().get());
    }
    if (!shared(request, chosen)) {
      assertThat(chosen.fits(request.bytes())).isTrue();
      boolean everyHolderIsFull =
          usages.stream()
              .filter(usage -> shared(request, usage))
              .allMatch(usage -> usage.tasks() >= SPREAD_AT);
      assertThat(assigned || everyHolderIsFull).isTrue();
    }
  }

  @Property
  void theLeastLoadedOfTheAllowedIsTaken(
      @ForAll("requests") PlacementRequest request, @ForAll("devices") List<DeviceUsage> usages) {
    Optional<PlacementDecision> decision =
        choose(request, usages, new PlacementRules(Policy.LEAST_LOADED, SPREAD_AT), 0);
    if (decision.isEmpty()) {
      return;
    }
    DeviceUsage chosen = of(decision.get().device(), usages);
    boolean shares =
        decision.get().reason() == Reason.RESIDENT || decision.get().reason() == Reason.SATURATED;
    assertThat(usages)
        .filteredOn(
            usage ->
                shares
                    ? shared(request, usage)
                    : !shared(request, usage) && usage.fits(request.bytes()))
        .allSatisfy(usage -> assertThat(chosen.tasks()).isLessThanOrEqualTo(usage.tasks()));
  }

  /** Tasks come one after the other and stay: what the process would hold in the end. */
  @Property
  void tasksThatStayFillOneDeviceBeforeTheNextGetsACopy(
      @ForAll("devices") List<DeviceUsage> start, @ForAll boolean turns) {
    PlacementRules rules =
        new PlacementRules(turns ? Policy.ROUND_ROBIN : Policy.LEAST_LOADED, SPREAD_AT);
    PlacementRequest request = new PlacementRequest("m", 10, false, Optional.empty());
    List<DeviceUsage> usages = new ArrayList<>();
    start.forEach(usage -> usages.add(with(usage, 0, 0, false)));
    for (int task = 0; task < 40; task++) {
      Optional<PlacementDecision> decision = choose(request, usages, rules, task);
      if (decision.isEmpty()) {
        return;
      }
      DeviceUsage chosen = of(decision.get().device(), usages);
      long used = chosen.used() + (chosen.resident() ? 0 : request.bytes());
      usages.set(usages.indexOf(chosen), with(chosen, used, chosen.tasks() + 1, true));
      assertThat(usages)
          .allSatisfy(
              usage -> assertThat(usage.used()).isLessThanOrEqualTo(usage.limit().getAsLong()));
      long copies = usages.stream().filter(DeviceUsage::resident).count();
      assertThat(copies).isLessThanOrEqualTo(task / SPREAD_AT + 1L);
    }
  }

  private static Optional<PlacementDecision> choose(
      PlacementRequest request, List<DeviceUsage> usages, PlacementRules rules, long turn) {
    try {
      return Optional.of(Placement.choose(request, usages, rules, turn));
    } catch (PlacementException e) {
      assertThat(e).hasMessageContaining(request.model()).hasMessageContaining("MiB");
      return Optional.empty();
    }
  }

  private static boolean shared(PlacementRequest request, DeviceUsage usage) {
    return usage.resident() && !request.dedicated();
  }

  private static DeviceUsage of(Device device, List<DeviceUsage> usages) {
    return usages.stream().filter(usage -> usage.device().equals(device)).findFirst().orElseThrow();
  }

  private static DeviceUsage with(DeviceUsage usage, long used, int tasks, boolean resident) {
    return new DeviceUsage(
        usage.device(), usage.limit(), used, 0, OptionalLong.empty(), tasks, resident);
  }

  @Provide
  Arbitrary<PlacementRequest> requests() {
    return Combinators.combine(
            Arbitraries.longs().between(1, 60),
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 1).optional(0.5))
        .as(
            (bytes, dedicated, assigned) ->
                new PlacementRequest(
                    "m", bytes, dedicated, assigned.map(one -> new Device(Device.Kind.CUDA, one))));
  }

  @Provide
  Arbitrary<List<DeviceUsage>> devices() {
    Arbitrary<DeviceUsage> one =
        Combinators.combine(
                Arbitraries.longs().between(1, 100),
                Arbitraries.longs().between(0, 100),
                Arbitraries.longs().between(0, 100),
                Arbitraries.longs().between(-10, 200).optional(0.5),
                Arbitraries.integers().between(0, 10),
                Arbitraries.of(true, false))
            .as(
                (limit, used, idle, seen, tasks, resident) ->
                    new DeviceUsage(
                        Device.CPU,
                        OptionalLong.of(limit),
                        Math.min(used, limit),
                        Math.min(idle, Math.min(used, limit)),
                        seen.map(OptionalLong::of).orElse(OptionalLong.empty()),
                        tasks,
                        resident));
    return one.list().ofMinSize(2).ofMaxSize(5).map(PlacementPropertiesTest::numbered);
  }

  private static List<DeviceUsage> numbered(List<DeviceUsage> usages) {
    List<DeviceUsage> numbered = new ArrayList<>();
    for (DeviceUsage usage : usages) {
      numbered.add(
          new DeviceUsage(
              new Device(Device.Kind.CUDA, numbered.size()),
              usage.limit(),
              usage.used(),
              usage.idle(),
              usage.observedFree(),
              usage.tasks(),
              usage.resident()));
    }
    return numbered;
  }
}
