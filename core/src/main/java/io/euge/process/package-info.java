/**
 * Programs that Euge starts, the environment of this process, and locks between processes of a
 * host.
 */
package io.euge.process;
