/** The papers' experiment: processes and tasks that share a GPU, each point in fresh processes. */
package io.euge.bench.gpu;
