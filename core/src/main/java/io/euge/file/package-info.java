/** Files that appear whole or not at all, their hashes, and the cache directory. */
package io.euge.file;
