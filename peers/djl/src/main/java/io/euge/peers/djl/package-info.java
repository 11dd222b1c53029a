/** DJL as a contestant: a predictor for each partition of frames extracted beforehand. */
package io.euge.peers.djl;
