/** SynapseML in the contest: its ONNXModel on frames extracted beforehand. */
package io.euge.peers.synapseml;
