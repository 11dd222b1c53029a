package io.euge.spark.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.LocalSpark;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorCollectorsIT {
  @TempDir Path folder;
  private String directory;
  private SparkSession spark;

  @BeforeEach
  void start() {
    directory = folder.resolve("errors").toString();
    spark = LocalSpark.start(1);
  }

  @AfterEach
  void stop() {
    spark.stop();
  }

  @Test
  void aDirectoryHasOneCollectorWhateverItIsCalled() {
    VideoErrors errors = ErrorCollectors.find(directory, spark);
    assertThat(ErrorCollectors.find(directory + "/", spark)).isSameAs(errors);
    assertThat(ErrorCollectors.find("file:" + directory, spark)).isSameAs(errors);
    assertThat(ErrorCollectors.find(directory + "2", spark)).isNotSameAs(errors);
  }

  @Test
  void aTableThatCannotBeWrittenDoesNotKeepTheCollectorOpen() {
    VideoErrors errors = ErrorCollectors.find(directory, spark);
    Configuration hadoop = new Configuration();
    hadoop.set("fs.none.impl", "no.such.FileSystem"); // Hadoop throws a RuntimeException of it.
    new ErrorTableWriter(errors, new org.apache.hadoop.fs.Path("none:/errors"), hadoop)
        .onApplicationEnd(null);
    assertThat(ErrorCollectors.find(directory, spark)).isNotSameAs(errors);
  }
}
