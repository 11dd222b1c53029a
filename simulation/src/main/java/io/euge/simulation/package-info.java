/**
 * A GPU that is not there: its memory, its multiprocessors, the turns that processes take or the
 * overlap that MPS gives them, all in simulated time from one file of parameters, while the
 * processor computes the real outputs. All processes of a host share it as they would share a GPU.
 */
package io.euge.simulation;
