/** SynapseML as a contestant: its ONNXModel on frames extracted beforehand. */
package io.euge.peers.synapseml;
