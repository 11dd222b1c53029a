/** Measures processes and tasks that share a GPU; each point runs in new processes. */
package io.euge.bench.gpu;
