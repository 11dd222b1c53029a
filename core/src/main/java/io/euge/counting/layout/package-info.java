/** Lines, zones, routes and regions of cameras, and the file that has them. */
package io.euge.counting.layout;
