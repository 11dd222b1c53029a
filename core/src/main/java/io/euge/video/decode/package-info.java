/** Decodes frames of a video or a segment, samples them, and continues after damage. */
package io.euge.video.decode;
