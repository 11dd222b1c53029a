/**
 * Well-known public models: a catalogue that says what they are, and the pull that fetches their
 * files, checked by size and SHA-256, from their own addresses or from a mirror.
 */
package io.euge.model.catalogue;
