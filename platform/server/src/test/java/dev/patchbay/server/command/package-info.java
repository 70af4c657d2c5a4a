/** Tests of the commands, most of them against a real server in this process. */
@NullMarked
package dev.patchbay.server.command;

import org.jspecify.annotations.NullMarked;
