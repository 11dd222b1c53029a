package io.euge.inference.sharing;

/** Who shares a loaded model. */
public enum SharingMode {
  /** All tasks of a process lease one copy for each device. */
  PROCESS,
  /** Each lease has a private copy that goes with it: the baseline sharing is measured against. */
  TASK
}
