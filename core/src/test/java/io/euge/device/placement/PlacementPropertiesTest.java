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

/** What holds for any devices, tasks and policies. */
class PlacementPropertiesTest {
  private static final int SPREAD_AT = 4;

  @Property
  void aPlacementIsAllowedAndWhereNoneIsNoneIsMade(
      @ForAll("asks") PlacementRequest ask,
      @ForAll("devices") List<DeviceLoad> loads,
      @ForAll Policy policy,
      @ForAll long turn) {
    Rules rules = new Rules(policy, SPREAD_AT);
    Optional<PlacementDecision> choice = choose(ask, loads, rules, turn);
    assertThat(choose(ask, loads, rules, turn)).isEqualTo(choice);

    boolean told = policy == Policy.SPARK && ask.told().isPresent();
    if (choice.isEmpty()) {
      assertThat(loads)
          .filteredOn(load -> !told || load.device().equals(ask.told().get()))
          .noneMatch(load -> shared(ask, load) || load.fits(ask.bytes()));
      return;
    }
    DeviceLoad chosen = of(choice.get().device(), loads);
    assertThat(choice.get().explanation()).contains(ask.model(), chosen.device().toString());
    if (told) {
      assertThat(chosen.device()).isEqualTo(ask.told().get());
    }
    if (!shared(ask, chosen)) {
      assertThat(chosen.fits(ask.bytes())).isTrue();
      boolean everyHolderIsFull =
          loads.stream()
              .filter(load -> shared(ask, load))
              .allMatch(load -> load.tasks() >= SPREAD_AT);
      assertThat(told || everyHolderIsFull).isTrue();
    }
  }

  @Property
  void theLeastLoadedOfTheAllowedIsTaken(
      @ForAll("asks") PlacementRequest ask, @ForAll("devices") List<DeviceLoad> loads) {
    Optional<PlacementDecision> choice =
        choose(ask, loads, new Rules(Policy.LEAST_LOADED, SPREAD_AT), 0);
    if (choice.isEmpty()) {
      return;
    }
    DeviceLoad chosen = of(choice.get().device(), loads);
    boolean shares =
        choice.get().reason() == Reason.HELD || choice.get().reason() == Reason.CROWDED;
    assertThat(loads)
        .filteredOn(
            load -> shares ? shared(ask, load) : !shared(ask, load) && load.fits(ask.bytes()))
        .allSatisfy(load -> assertThat(chosen.tasks()).isLessThanOrEqualTo(load.tasks()));
  }

  /** Tasks come one after the other and stay: what the process would hold in the end. */
  @Property
  void tasksThatStayFillOneDeviceBeforeTheNextGetsACopy(
      @ForAll("devices") List<DeviceLoad> start, @ForAll boolean turns) {
    Rules rules = new Rules(turns ? Policy.ROUND_ROBIN : Policy.LEAST_LOADED, SPREAD_AT);
    PlacementRequest ask = new PlacementRequest("m", 10, false, Optional.empty());
    List<DeviceLoad> loads = new ArrayList<>();
    start.forEach(load -> loads.add(with(load, 0, 0, false)));
    for (int task = 0; task < 40; task++) {
      Optional<PlacementDecision> choice = choose(ask, loads, rules, task);
      if (choice.isEmpty()) {
        return;
      }
      DeviceLoad chosen = of(choice.get().device(), loads);
      long held = chosen.held() + (chosen.holds() ? 0 : ask.bytes());
      loads.set(loads.indexOf(chosen), with(chosen, held, chosen.tasks() + 1, true));
      assertThat(loads)
          .allSatisfy(
              load -> assertThat(load.held()).isLessThanOrEqualTo(load.limit().getAsLong()));
      long copies = loads.stream().filter(DeviceLoad::holds).count();
      assertThat(copies).isLessThanOrEqualTo(task / SPREAD_AT + 1L);
    }
  }

  private static Optional<PlacementDecision> choose(
      PlacementRequest ask, List<DeviceLoad> loads, Rules rules, long turn) {
    try {
      return Optional.of(Placement.choose(ask, loads, rules, turn));
    } catch (PlacementException e) {
      assertThat(e).hasMessageContaining(ask.model()).hasMessageContaining("MiB");
      return Optional.empty();
    }
  }

  private static boolean shared(PlacementRequest ask, DeviceLoad load) {
    return load.holds() && !ask.own();
  }

  private static DeviceLoad of(Device device, List<DeviceLoad> loads) {
    return loads.stream().filter(load -> load.device().equals(device)).findFirst().orElseThrow();
  }

  private static DeviceLoad with(DeviceLoad load, long held, int tasks, boolean holds) {
    return new DeviceLoad(load.device(), load.limit(), held, 0, OptionalLong.empty(), tasks, holds);
  }

  @Provide
  Arbitrary<PlacementRequest> asks() {
    return Combinators.combine(
            Arbitraries.longs().between(1, 60),
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 1).optional(0.5))
        .as(
            (bytes, own, told) ->
                new PlacementRequest(
                    "m", bytes, own, told.map(one -> new Device(Device.Kind.CUDA, one))));
  }

  @Provide
  Arbitrary<List<DeviceLoad>> devices() {
    Arbitrary<DeviceLoad> one =
        Combinators.combine(
                Arbitraries.longs().between(1, 100),
                Arbitraries.longs().between(0, 100),
                Arbitraries.longs().between(0, 100),
                Arbitraries.longs().between(-10, 200).optional(0.5),
                Arbitraries.integers().between(0, 10),
                Arbitraries.of(true, false))
            .as(
                (limit, held, idle, seen, tasks, holds) ->
                    new DeviceLoad(
                        Device.CPU,
                        OptionalLong.of(limit),
                        Math.min(held, limit),
                        Math.min(idle, Math.min(held, limit)),
                        seen.map(OptionalLong::of).orElse(OptionalLong.empty()),
                        tasks,
                        holds));
    return one.list().ofMinSize(2).ofMaxSize(5).map(PlacementPropertiesTest::numbered);
  }

  private static List<DeviceLoad> numbered(List<DeviceLoad> loads) {
    List<DeviceLoad> numbered = new ArrayList<>();
    for (DeviceLoad load : loads) {
      numbered.add(
          new DeviceLoad(
              new Device(Device.Kind.CUDA, numbered.size()),
              load.limit(),
              load.held(),
              load.idle(),
              load.seenFree(),
              load.tasks(),
              load.holds()));
    }
    return numbered;
  }
}
