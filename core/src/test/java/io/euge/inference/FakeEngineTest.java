package io.euge.inference;

import io.euge.testing.FakeEngine;

class FakeEngineTest extends EngineContract {
  private final FakeEngine engine = FakeEngine.wantingGraphs();

  @Override
  protected Engine engine() {
    return engine;
  }
}
