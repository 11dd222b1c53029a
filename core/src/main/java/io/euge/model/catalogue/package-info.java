/**
 * The catalogue of public models, and the download of their files from their own addresses or from
 * a mirror, verified by size and SHA-256.
 */
package io.euge.model.catalogue;
