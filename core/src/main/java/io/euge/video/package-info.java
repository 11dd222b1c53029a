/**
 * Opens a video, decodes its frames in presentation order and scales each straight into a caller's
 * buffer. FFmpeg stays behind {@link io.euge.video.decode.VideoReader}; no other room sees it.
 */
package io.euge.video;
