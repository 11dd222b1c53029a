/**
 * A synthetic traffic camera: a street, its traffic and the light over it, painted as a cheap
 * camera would see them, with the truth of every frame.
 */
package io.euge.traffic;
