/**
 * Opens the bytes of a video for FFmpeg: local files and remote storage, with the formats that are
 * allowed.
 */
package io.euge.video.source;
