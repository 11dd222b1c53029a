/**
 * Opens videos, decodes their frames in presentation order, and scales each into a buffer of the
 * caller. Only these packages use FFmpeg.
 */
package io.euge.video;
