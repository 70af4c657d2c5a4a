/** Tests of HTTP for plugins. */
@NullMarked
package dev.patchbay.broker.http;

import org.jspecify.annotations.NullMarked;
