package io.euge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TimeAccountTest {
  private final AtomicLong now = new AtomicLong(1000);
  private final TimeAccount account = new TimeAccount(now::get);

  @Test
  void timeIsChargedToThePartThatWasEntered() {
    now.addAndGet(3);
    assertThat(account.enter(TaskPart.DECODING)).isEqualTo(3);
    now.addAndGet(10);
    assertThat(account.enter(TaskPart.INFERENCE)).isEqualTo(10);
    now.addAndGet(30);
    account.settle();
    now.addAndGet(4);
    account.settle();

    assertThat(account.nanos(TaskPart.OTHER)).isEqualTo(3);
    assertThat(account.nanos(TaskPart.DECODING)).isEqualTo(10);
    assertThat(account.nanos(TaskPart.INFERENCE)).isEqualTo(34);
    assertThat(account.total()).isEqualTo(47);
    assertThat(account.readings()).isEqualTo(5);
  }

  @Test
  void noMoreTimeIsMovedThanThereIs() {
    account.enter(TaskPart.DECODING);
    now.addAndGet(10);
    account.settle();

    account.move(TaskPart.DECODING, TaskPart.FETCHING, -5);
    assertThat(account.nanos(TaskPart.DECODING)).isEqualTo(10);
    account.move(TaskPart.DECODING, TaskPart.FETCHING, 4);
    account.move(TaskPart.DECODING, TaskPart.FETCHING, 100);
    assertThat(account.nanos(TaskPart.DECODING)).isZero();
    assertThat(account.nanos(TaskPart.FETCHING)).isEqualTo(10);
  }

  @Test
  void aWaitIsDividedByWhatTheOtherThreadDid() {
    account.enter(TaskPart.DECODING);
    now.addAndGet(100);
    account.settle();
    long[] weights = new long[TaskPart.values().length];
    account.divide(TaskPart.DECODING, 100, weights);
    assertThat(account.nanos(TaskPart.DECODING)).as("without weights").isEqualTo(100);

    AtomicLong others = new AtomicLong();
    TimeAccount other = new TimeAccount(others::get);
    other.enter(TaskPart.FETCHING);
    others.addAndGet(30);
    other.enter(TaskPart.DECODING);
    others.addAndGet(10);
    other.settle();
    other.copyTo(weights);
    account.divide(TaskPart.DECODING, 80, weights);
    assertThat(account.nanos(TaskPart.FETCHING)).isEqualTo(60);
    assertThat(account.nanos(TaskPart.DECODING)).isEqualTo(40);
  }

  @Test
  void whatPassedSinceACopyIsNeverNegative() {
    account.enter(TaskPart.DECODING);
    now.addAndGet(10);
    account.settle();
    long[] before = new long[TaskPart.values().length];
    account.copyTo(before);
    now.addAndGet(5);
    account.settle();
    account.move(TaskPart.DECODING, TaskPart.FETCHING, 12);
    long[] since = new long[before.length];
    account.since(before, since);
    assertThat(since).as("all but fetching").containsOnlyOnce(12).containsOnly(0, 12);
  }

  @Property
  void thePartsAddUpToTheWhole(
      @ForAll @Size(max = 50) int[] steps, @ForAll @IntRange(min = 0, max = 9) int to) {
    AtomicLong clock = new AtomicLong();
    TimeAccount any = new TimeAccount(clock::get);
    TaskPart[] parts = TaskPart.values();
    for (int step : steps) {
      clock.addAndGet(step & 0xffff);
      any.enter(parts[Math.floorMod(step, parts.length)]);
      any.move(parts[Math.floorMod(step >> 4, parts.length)], parts[to], step);
    }
    assertThat(any.total()).isEqualTo(clock.get());
  }
}
