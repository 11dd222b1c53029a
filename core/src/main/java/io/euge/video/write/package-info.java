/** Encodes pictures as a video. */
package io.euge.video.write;
