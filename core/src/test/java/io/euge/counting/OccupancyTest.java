package io.euge.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OccupancyTest {
  @Test
  void theMostIsThatAtTheTimesAtWhichVehiclesCome() {
    Random random = new Random(1);
    for (int round = 0; round < 500; round++) {
      List<ZoneVisit> visits = new ArrayList<>();
      for (int i = random.nextInt(12); i > 0; i--) {
        int begin = random.nextInt(20);
        visits.add(new ZoneVisit("z", begin, begin + random.nextInt(8), true, true));
      }
      int most = 0;
      for (int at = 5; at < 15; at++) {
        int now = at;
        int present =
            (int) visits.stream().filter(one -> one.begin() <= now && now < one.end()).count();
        most = Math.max(most, present);
      }
      assertThat(Occupancy.of(visits, 5, 15).most()).as("%s", visits).isEqualTo(most);
    }
  }

  @Test
  void manyVisitsOfOneIntervalAreCountedAtOnce() {
    List<ZoneVisit> visits = new ArrayList<>();
    for (int i = 0; i < 300_000; i++) {
      visits.add(new ZoneVisit("z", i, i + 1000.5, true, true));
    }
    assertTimeout(
        Duration.ofSeconds(20),
        () -> assertThat(Occupancy.of(visits, 0, 400_000).most()).isEqualTo(1001));
  }
}
