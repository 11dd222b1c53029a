/**
 * Shared by all packages: errors that the user can fix, formats for messages, and the tracking of
 * open native resources.
 */
package io.euge;
