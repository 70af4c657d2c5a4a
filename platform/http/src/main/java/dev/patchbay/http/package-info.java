/**
 * The thin port to the HTTP server: requests, responses and event streams as the rest of the endpoint sees them, and
 * the rules that hold on every path. No other package knows the server's types.
 */
@NullMarked
package dev.patchbay.http;

import org.jspecify.annotations.NullMarked;
