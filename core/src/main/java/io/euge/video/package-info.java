/**
 * Videos: opened, decoded in presentation order, and each frame scaled straight into a buffer of
 * the caller. FFmpeg stays in these packages; no other sees it.
 */
package io.euge.video;
