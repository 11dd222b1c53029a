/** Reads the headers of pictures: their types, whether they are shown, and their order. */
package io.euge.video.picture;
