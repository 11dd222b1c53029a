/**
 * A simulated GPU: its memory, its multiprocessors, and the processes that share it by time slicing
 * or MPS. Times are simulated from a parameter file; the CPU computes the real outputs. The
 * processes of a host share a simulated GPU as they would share a real one.
 */
package io.euge.simulation;
