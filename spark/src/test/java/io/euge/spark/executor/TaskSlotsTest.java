package io.euge.spark.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskSlotsTest {
  @ParameterizedTest
  @CsvSource({
    "local, 1, 1",
    "local[3], 1, 3",
    "'local[6, 4]', 2, 3",
    "local[*], 1, 8",
    "'local[*,2]', 3, 2",
    "local[1], 4, 1",
  })
  void aLocalMasterDeterminesTheSlots(String master, int taskCores, int slots) {
    assertThat(TaskSlots.of(new SparkConf(false).setMaster(master), taskCores, 8)).isEqualTo(slots);
  }

  @ParameterizedTest
  @CsvSource({"4, 1, 4", "4, 2, 2", ", 1, 8"})
  void anExecutorsCoresAreSetOrThoseOfItsProcess(String cores, int taskCores, int slots) {
    SparkConf conf = new SparkConf(false).setMaster("spark://host:7077");
    if (cores != null) {
      conf.set("spark.executor.cores", cores);
    }
    assertThat(TaskSlots.of(conf, taskCores, 8)).isEqualTo(slots);
  }
}
