package io.euge.device.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.device.Device;
import io.euge.device.placement.PlacementDecision.Reason;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final long MIB = 1 << 20;
  private Policy policy = Policy.LEAST_LOADED;
  private long turn;

  @Test
  void theFirstCopyGoesWhereTheFewestTasksAreAndThenTheMostRoom() {
    assertThat(choose(ask(10), load(0, 100, 0, 2, false), load(1, 100, 50, 1, false)).device())
        .hasToString("cuda:1");
    assertThat(choose(ask(10), load(0, 100, 50, 1, false), load(1, 100, 0, 1, false)).device())
        .hasToString("cuda:1");
    assertThat(choose(ask(10), load(0, 100, 0, 0, false), load(1, 100, 0, 0, false)).device())
        .hasToString("cuda:0");
  }

  @Test
  void aCopyThatIsThereIsShared() {
    PlacementDecision choice =
        choose(ask(10), load(0, 100, 10, 3, true), load(1, 100, 0, 0, false));
    assertThat(choice.device()).hasToString("cuda:0");
    assertThat(choice.reason()).isEqualTo(Reason.HELD);
  }

  @Test
  void aFullDeviceSpreadsItsModel() {
    PlacementDecision choice =
        choose(ask(10), load(0, 100, 10, 4, true), load(1, 100, 0, 0, false));
    assertThat(choice.reason()).isEqualTo(Reason.SPREAD);
    assertThat(choice.explanation())
        .isEqualTo(
            "Model yolo (10.0 MiB) goes to cuda:1 (0 tasks, 0.0 MiB of 100.0 MiB taken, 0.0 MiB of it"
                + " idle), which gets a copy too, as each that holds one has 4 tasks or more"
                + " (cuda:0 4), by least-loaded; the others: cuda:0 (4 tasks, 10.0 MiB of 100.0 MiB"
                + " taken, 0.0 MiB of it idle)");
  }

  @Test
  void whereNoOtherDeviceHasRoomOrFewerTasksAFullOneTakesMore() {
    assertThat(choose(ask(10), load(0, 100, 10, 9, true), load(1, 100, 95, 0, false)).reason())
        .isEqualTo(Reason.CROWDED);
    assertThat(choose(ask(10), load(0, 100, 10, 4, true), load(1, 100, 0, 4, false)).device())
        .hasToString("cuda:0");
  }

  @Test
  void aCopyOfOnesOwnIsNotShared() {
    PlacementRequest own = new PlacementRequest("yolo", 10 * MIB, true, Optional.empty());
    PlacementDecision choice = choose(own, load(0, 100, 10, 1, true), load(1, 100, 0, 0, false));
    assertThat(choice.device()).hasToString("cuda:1");
    assertThat(choice.reason()).isEqualTo(Reason.OWN);
  }

  @Test
  void whatFitsNowhereIsRefusedWithTheSum() {
    assertThatThrownBy(
            () -> choose(ask(30), load(0, 100, 80, 1, false), load(1, 100, 95, 0, false)))
        .isInstanceOf(PlacementException.class)
        .hasMessage(
            "Cannot place model yolo: a copy takes about 30.0 MiB, and there is no room on cuda:0 (1"
                + " task, 80.0 MiB of 100.0 MiB taken, 0.0 MiB of it idle) nor cuda:1 (0 tasks,"
                + " 95.0 MiB of 100.0 MiB taken, 0.0 MiB of it idle); use fewer slots or fewer"
                + " models at once, or raise spark.euge.model.memory if it is set");
  }

  @Test
  void whatIsIdleMakesRoom() {
    DeviceLoad idle =
        new DeviceLoad(cuda(1), OptionalLong.of(100), 100, 60, OptionalLong.empty(), 0, false);
    assertThat(idle.fits(60)).isTrue();
    assertThat(idle.fits(61)).isFalse();
    assertThat(idle.room()).isZero();
  }

  @Test
  void whatTheDriverSawRanksButAdmitsNothing() {
    DeviceLoad crowded =
        new DeviceLoad(cuda(0), OptionalLong.of(100 * MIB), 0, 0, OptionalLong.of(MIB), 0, false);
    assertThat(choose(ask(10), crowded, load(1, 50, 0, 0, false)).device()).hasToString("cuda:1");
    assertThat(choose(ask(10), crowded, load(1, 5, 0, 0, false)).device()).hasToString("cuda:0");
  }

  @Test
  void sparksWordIsFollowedWhereItIsGiven() {
    policy = Policy.SPARK;
    PlacementRequest told = new PlacementRequest("yolo", 10 * MIB, false, Optional.of(cuda(1)));
    PlacementDecision choice = choose(told, load(0, 100, 10, 0, true), load(1, 100, 0, 9, false));
    assertThat(choice.device()).hasToString("cuda:1");
    assertThat(choice.reason()).isEqualTo(Reason.TOLD);
    assertThat(choose(ask(10), load(0, 100, 10, 0, true), load(1, 100, 0, 0, false)).reason())
        .isEqualTo(Reason.HELD);
    assertThatThrownBy(() -> choose(told, load(0, 100, 10, 0, true), load(1, 100, 95, 9, false)))
        .hasMessageContaining("no room on cuda:1");
    assertThat(choose(told, load(0, 100, 10, 0, true), load(1, 100, 95, 9, true)).device())
        .hasToString("cuda:1");
  }

  @Test
  void turnsGoRound() {
    policy = Policy.ROUND_ROBIN;
    DeviceLoad[] loads = {load(0, 100, 0, 3, false), load(1, 100, 0, 0, false)};
    for (turn = 0; turn < 4; turn++) {
      assertThat(choose(ask(10), loads).device()).isEqualTo(cuda((int) turn % 2));
    }
  }

  @Test
  void policiesAreReadAsTheyAreWritten() {
    for (Policy each : Policy.values()) {
      assertThat(Policy.parse(each.toString())).isEqualTo(each);
    }
    assertThatThrownBy(() -> Policy.parse("random")).isInstanceOf(IllegalArgumentException.class);
  }

  private PlacementDecision choose(PlacementRequest ask, DeviceLoad... loads) {
    return Placement.choose(ask, List.of(loads), new Rules(policy, 4), turn);
  }

  private static PlacementRequest ask(long mebibytes) {
    return new PlacementRequest("yolo", mebibytes * MIB, false, Optional.empty());
  }

  private static DeviceLoad load(int ordinal, long limit, long held, int tasks, boolean holds) {
    return new DeviceLoad(
        cuda(ordinal),
        OptionalLong.of(limit * MIB),
        held * MIB,
        0,
        OptionalLong.empty(),
        tasks,
        holds);
  }

  private static Device cuda(int ordinal) {
    return new Device(Device.Kind.CUDA, ordinal);
  }
}
