/** Reads a container: its video stream, packets, keyframes and timestamps. */
package io.euge.video.demux;
