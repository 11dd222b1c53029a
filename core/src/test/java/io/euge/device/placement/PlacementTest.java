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
    assertThat(
            choose(request(10), usage(0, 100, 0, 2, false), usage(1, 100, 50, 1, false)).device())
        .hasToString("cuda:1");
    assertThat(
            choose(request(10), usage(0, 100, 50, 1, false), usage(1, 100, 0, 1, false)).device())
        .hasToString("cuda:1");
    assertThat(choose(request(10), usage(0, 100, 0, 0, false), usage(1, 100, 0, 0, false)).device())
        .hasToString("cuda:0");
  }

  @Test
  void aCopyThatIsThereIsShared() {
    PlacementDecision decision =
        choose(request(10), usage(0, 100, 10, 3, true), usage(1, 100, 0, 0, false));
    assertThat(decision.device()).hasToString("cuda:0");
    assertThat(decision.reason()).isEqualTo(Reason.RESIDENT);
  }

  @Test
  void aFullDeviceSpreadsItsModel() {
    PlacementDecision decision =
        choose(request(10), usage(0, 100, 10, 4, true), usage(1, 100, 0, 0, false));
    assertThat(decision.reason()).isEqualTo(Reason.SPREAD);
    assertThat(decision.explanation())
        .isEqualTo(
            "Model yolo (10.0 MiB) goes to cuda:1 (0 tasks, 0.0 MiB of 100.0 MiB taken, 0.0 MiB of it"
                + " idle), which gets a copy too, as each device with a copy has 4 tasks or more"
                + " (cuda:0 4), by least-loaded; the others: cuda:0 (4 tasks, 10.0 MiB of 100.0 MiB"
                + " taken, 0.0 MiB of it idle)");
  }

  @Test
  void whereNoOtherDeviceHasRoomOrFewerTasksAFullOneTakesMore() {
    assertThat(
            choose(request(10), usage(0, 100, 10, 9, true), usage(1, 100, 95, 0, false)).reason())
        .isEqualTo(Reason.SATURATED);
    assertThat(choose(request(10), usage(0, 100, 10, 4, true), usage(1, 100, 0, 4, false)).device())
        .hasToString("cuda:0");
  }

  @Test
  void aCopyOfOnesOwnIsNotShared() {
    PlacementRequest dedicated = new PlacementRequest("yolo", 10 * MIB, true, Optional.empty());
    PlacementDecision decision =
        choose(dedicated, usage(0, 100, 10, 1, true), usage(1, 100, 0, 0, false));
    assertThat(decision.device()).hasToString("cuda:1");
    assertThat(decision.reason()).isEqualTo(Reason.DEDICATED);
  }

  @Test
  void whatFitsNowhereIsRefusedWithTheSum() {
    assertThatThrownBy(
            () -> choose(request(30), usage(0, 100, 80, 1, false), usage(1, 100, 95, 0, false)))
        .isInstanceOf(PlacementException.class)
        .hasMessage(
            "Cannot place model yolo: a copy takes about 30.0 MiB, and there is no room on cuda:0 (1"
                + " task, 80.0 MiB of 100.0 MiB taken, 0.0 MiB of it idle) nor cuda:1 (0 tasks,"
                + " 95.0 MiB of 100.0 MiB taken, 0.0 MiB of it idle); use fewer slots or fewer"
                + " models at once, or raise spark.euge.model.memory if it is set");
  }

  @Test
  void whatIsIdleMakesRoom() {
    DeviceUsage idle =
        new DeviceUsage(cuda(1), OptionalLong.of(100), 100, 60, OptionalLong.empty(), 0, false);
    assertThat(idle.fits(60)).isTrue();
    assertThat(idle.fits(61)).isFalse();
    assertThat(idle.free()).isZero();
  }

  @Test
  void whatTheDriverSawRanksButAdmitsNothing() {
    DeviceUsage crowded =
        new DeviceUsage(cuda(0), OptionalLong.of(100 * MIB), 0, 0, OptionalLong.of(MIB), 0, false);
    assertThat(choose(request(10), crowded, usage(1, 50, 0, 0, false)).device())
        .hasToString("cuda:1");
    assertThat(choose(request(10), crowded, usage(1, 5, 0, 0, false)).device())
        .hasToString("cuda:0");
  }

  @Test
  void sparksWordIsFollowedWhereItIsGiven() {
    policy = Policy.SPARK;
    PlacementRequest assigned = new PlacementRequest("yolo", 10 * MIB, false, Optional.of(cuda(1)));
    PlacementDecision decision =
        choose(assigned, usage(0, 100, 10, 0, true), usage(1, 100, 0, 9, false));
    assertThat(decision.device()).hasToString("cuda:1");
    assertThat(decision.reason()).isEqualTo(Reason.ASSIGNED);
    assertThat(choose(request(10), usage(0, 100, 10, 0, true), usage(1, 100, 0, 0, false)).reason())
        .isEqualTo(Reason.RESIDENT);
    assertThatThrownBy(
            () -> choose(assigned, usage(0, 100, 10, 0, true), usage(1, 100, 95, 9, false)))
        .hasMessageContaining("no room on cuda:1");
    assertThat(choose(assigned, usage(0, 100, 10, 0, true), usage(1, 100, 95, 9, true)).device())
        .hasToString("cuda:1");
  }

  @Test
  void roundRobinTakesGpusInTurn() {
    policy = Policy.ROUND_ROBIN;
    DeviceUsage[] usages = {usage(0, 100, 0, 3, false), usage(1, 100, 0, 0, false)};
    for (turn = 0; turn < 4; turn++) {
      assertThat(choose(request(10), usages).device()).isEqualTo(cuda((int) turn % 2));
    }
  }

  @Test
  void policiesAreReadAsTheyAreWritten() {
    for (Policy each : Policy.values()) {
      assertThat(Policy.parse(each.toString())).isEqualTo(each);
    }
    assertThatThrownBy(() -> Policy.parse("random")).isInstanceOf(IllegalArgumentException.class);
  }

  private PlacementDecision choose(PlacementRequest request, DeviceUsage... usages) {
    return Placement.choose(request, List.of(usages), new PlacementRules(policy, 4), turn);
  }

  private static PlacementRequest request(long mebibytes) {
    return new PlacementRequest("yolo", mebibytes * MIB, false, Optional.empty());
  }

  private static DeviceUsage usage(
      int ordinal, long limit, long used, int tasks, boolean resident) {
    return new DeviceUsage(
        cuda(ordinal),
        OptionalLong.of(limit * MIB),
        used * MIB,
        0,
        OptionalLong.empty(),
        tasks,
        resident);
  }

  private static Device cuda(int ordinal) {
    return new Device(Device.Kind.CUDA, ordinal);
  }
}
