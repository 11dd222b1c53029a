/** What frames cost on the way through models of each family, part by part. */
package io.euge.bench.models;
