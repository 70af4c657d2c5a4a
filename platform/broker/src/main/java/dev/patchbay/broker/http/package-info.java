/** HTTP for plugins, to granted hosts only. */
@NullMarked
package dev.patchbay.broker.http;

import org.jspecify.annotations.NullMarked;
