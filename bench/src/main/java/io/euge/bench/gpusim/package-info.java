/**
 * The papers' experiments on a GPU that is not there: throughput and memory over processes, tasks,
 * sharing and MPS, in simulated time alone. Nothing waits, and the same call gives the same
 * figures; every title and output says that they are a simulation.
 */
package io.euge.bench.gpusim;
