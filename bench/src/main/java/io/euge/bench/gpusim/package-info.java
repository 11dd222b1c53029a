/**
 * Simulates throughput and memory of a GPU for combinations of processes, tasks, sharing and MPS.
 * Only simulated time passes and the results are deterministic. Every title and output is marked as
 * a simulation.
 */
package io.euge.bench.gpusim;
