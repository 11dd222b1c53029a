package io.euge.bench.sharing;

import io.euge.inference.EngineOptions;
import io.euge.inference.sharing.SharingMode;

/** The ways to hold models in memory that are compared. */
enum SharingVariant {
  PRIVATE_PLAIN("private", SharingMode.TASK, false),
  PRIVATE_COMPILED("private, compiled", SharingMode.TASK, true),
  SHARED_PLAIN("shared", SharingMode.PROCESS, false),
  SHARED_COMPILED("shared, compiled", SharingMode.PROCESS, true);

  private final String label;
  private final SharingMode mode;
  private final boolean compiled;

  SharingVariant(String label, SharingMode mode, boolean compiled) {
    this.label = label;
    this.mode = mode;
    this.compiled = compiled;
  }

  String label() {
    return label;
  }

  SharingMode mode() {
    return mode;
  }

  /** Returns its CSS classes in the style sheet of the plots. */
  String style() {
    return (mode == SharingMode.PROCESS ? "shared" : "private") + (compiled ? " compiled" : "");
  }

  /** Returns options with one intra-op thread, because a task of a cluster has one core. */
  EngineOptions options() {
    return EngineOptions.DEFAULT.withIntraOpThreads(1).withCompiled(compiled);
  }
}
