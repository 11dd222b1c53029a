package io.euge.inference.sharing;

/** Defines which tasks share a loaded model. */
public enum SharingMode {
  /** All tasks of a process share one copy per device. */
  PROCESS,
  /**
   * Each lease has a private copy, which is closed with it. The benchmark uses this as its
   * baseline.
   */
  TASK
}
