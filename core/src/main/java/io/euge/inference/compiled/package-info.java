/** Compiled models, cached on disk for all processes of a host. */
package io.euge.inference.compiled;
