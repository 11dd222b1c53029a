package io.euge.inference.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxRuntimeReasonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Error code - ORT_FAIL - message: /src/core/graph/model.cc:182 onnxruntime::Model::Model(ModelProto&&, const PathString&, std::function<void (int)>) Unsupported model IR version: 99, max supported IR version: 13 | Unsupported model IR version: 99, max supported IR version: 13
          Error code - ORT_RUNTIME_EXCEPTION - message: Exception during initialization: /src/core/util/math.h:12 int pool(size_t) const size > 0 was false. A pool is empty. | Exception during initialization: size > 0 was false. A pool is empty.
          Error code - ORT_INVALID_GRAPH - message: This is an invalid model. Error in Node:conv : No Op registered for Conv9 (a.b) | This is an invalid model. Error in Node:conv : No Op registered for Conv9 (a.b)
          Out of memory | Out of memory
          """)
  void theSourceOfTheEngineIsLeftOut(String said, String reason) {
    assertThat(OnnxRuntimeReason.of(said)).isEqualTo(reason);
  }
}
