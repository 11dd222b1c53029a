package io.euge.inference.batching;

import io.euge.device.Device;
import io.euge.inference.Batching;
import io.euge.inference.Engine;
import io.euge.inference.EngineContract;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.testing.FakeEngine;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/** A session that batches does all that a plain one does. */
class BatchingContractTest {
  private static Engine batching(Engine engine) {
    Batching batching = new Batching(Batching.When.ALWAYS, 3, Duration.ofMillis(1));
    return (model, device, options) ->
        BatchingSession.forDevice(
            engine.load(model, device, options),
            model,
            Device.CPU,
            batching,
            new BatchingMetrics());
  }

  @Nested
  class OverTheFakeEngine extends EngineContract {
    private final Engine engine = batching(FakeEngine.wantingGraphs());

    @Override
    protected Engine engine() {
      return engine;
    }
  }

  @Nested
  class OverOnnxRuntime extends EngineContract {
    private final Engine engine = batching(new OnnxRuntimeEngine());

    @Override
    protected Engine engine() {
      return engine;
    }
  }
}
