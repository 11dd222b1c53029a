/** Reads the packets of MPEG transport streams for damage that FFmpeg does not report. */
package io.euge.video.demux.transport;
