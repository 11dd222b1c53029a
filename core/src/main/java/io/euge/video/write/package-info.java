/** Encodes pictures as a video or an image file. */
package io.euge.video.write;
