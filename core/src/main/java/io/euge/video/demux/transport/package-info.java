/** Looks into the packets of MPEG transport streams, of which FFmpeg does not tell all. */
package io.euge.video.demux.transport;
