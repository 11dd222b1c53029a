/** Reads the boxes of MP4 and MOV files for what FFmpeg does not tell of them. */
package io.euge.video.demux.mp4;
