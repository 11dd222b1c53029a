/** Scales and rotates decoded frames into a buffer of the caller. */
package io.euge.video.scale;
