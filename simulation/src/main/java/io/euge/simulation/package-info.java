/**
 * A simulated GPU: its memory and multiprocessors, and the processes that take turns or run at the
 * same time under MPS. Times are simulated from one file of parameters; the processor computes the
 * real outputs. All processes of a host share it as they would share a GPU.
 */
package io.euge.simulation;
