/**
 * Draws detections on the frames of a video, and writes annotated videos and images. Needs no font
 * and no display.
 */
package io.euge.rendering;
