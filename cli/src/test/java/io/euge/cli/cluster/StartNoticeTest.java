package io.euge.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

/** What a user sees while a cluster does not let Spark start. */
class StartNoticeTest {
  private final BlockingQueue<String> printed = new LinkedBlockingQueue<>();

  @Test
  void aStartThatWaitsIsReportedAgainAndAgain() throws InterruptedException {
    try (StartNotice notice = notice(Duration.ofMillis(5))) {
      for (int i = 0; i < 2; i++) {
        assertThat(printed.poll(20, TimeUnit.SECONDS))
            .startsWith(
                "Spark has not started on yarn yet: requested are executors of 2 cores and 1024 MiB each");
      }
      assertThat(notice).isNotNull();
    }
  }

  @Test
  void aStartInTimeIsNotReported() {
    notice(Duration.ofMinutes(1)).close();
    assertThat(List.copyOf(printed)).isEmpty();
  }

  private StartNotice notice(Duration patience) {
    SparkConf conf = new SparkConf(false).set("spark.executor.cores", "2");
    return StartNotice.of("yarn", conf, printed::add, patience, Duration.ofMillis(5));
  }
}
