/** Atomic writes, hashes, temporary directories, and the cache directory. */
package io.euge.file;
