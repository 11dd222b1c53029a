package io.euge.spark.source.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchLogTest {
  @TempDir Path folder;

  @Test
  void aMissingBatchIsReportedWithItsCheckpoint() {
    BatchLog log = new BatchLog(folder.toString(), new Configuration());
    assertThat(log.read(3)).isEmpty();
    assertThatThrownBy(() -> log.require(3))
        .isInstanceOf(EugeException.class)
        .hasMessage(
            "Cannot resume from the checkpoint %s: batch 3 is missing; use a new checkpoint",
            folder);
  }
}
