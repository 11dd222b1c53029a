package io.euge.spark.executor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.spark.LocalSpark;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that is gone when an executor opens it. */
class ModelReferenceIT {
  @TempDir Path folder;

  @Test
  void aModelThatWasRemovedIsNamedByThePathOfTheDriver() throws Exception {
    Path graph = folder.resolve("removed.onnx");
    ModelReference removed =
        new ModelReference("removed", 0, graph.toString(), "removed.onnx", "0000", 5);
    try (SparkSession spark = LocalSpark.start(1)) {
      assertThatThrownBy(removed::open)
          .isInstanceOf(EugeException.class)
          .hasMessage(
              "The model %s was removed while the job ran; restore it, then start the job again"
                  .formatted(graph));
    }
  }
}
