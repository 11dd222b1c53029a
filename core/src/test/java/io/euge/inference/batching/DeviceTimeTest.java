package io.euge.inference.batching;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.device.Device;
import io.euge.inference.Batching;
import io.euge.inference.EngineOptions;
import io.euge.inference.Session;
import io.euge.inference.Workspace;
import io.euge.model.Model;
import io.euge.testing.FakeEngine;
import io.euge.testing.NoLeaks;
import io.euge.testing.TinyGraph;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The time of a device that a session which batches counts. */
@ExtendWith(NoLeaks.class)
class DeviceTimeTest {
  private final Model model = TinyGraph.describe("m", Path.of("m"), "m", 1);
  private final FakeEngine engine = new FakeEngine();

  private Session session(Device device) {
    Batching batching = new Batching(Batching.When.ALWAYS, 1, Duration.ZERO);
    Session session = engine.load(model, device, EngineOptions.DEFAULT);
    return BatchingSession.forDevice(session, model, device, batching, new BatchingMetrics());
  }

  @Test
  void onlyTheTimeOfAnAcceleratorIsDeviceTime() {
    try (Session gpu = session(Device.parse("sim:0"));
        Workspace there = gpu.workspace(1);
        Session processor = session(Device.CPU);
        Workspace here = processor.workspace(1)) {
      there.run(1);
      here.run(1);
      assertThat(there.deviceNanos()).isPositive();
      assertThat(here.deviceNanos()).isZero();
    }
  }
}
